package io.raudal.cli.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.raudal.engine.Detail;
import io.raudal.engine.run.InputFile;
import io.raudal.engine.step.AsideBatch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes late events to one file, dead and failed ones to another, as NDJSON: the stream, why, where the event stands (input, and the
 * record's number in it from 1) and its raw bytes as text, or in Base64 where they are no UTF-8. Called by one thread at a time.
 */
final class AsideFiles {
    private final JsonFactory json = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    private final @Nullable OutputStream late;
    private final @Nullable OutputStream dead;
    private final Map<String, List<InputFile>> inputs;
    private final Locale locale;
    private @Nullable IOException failure;

    /** @param locale of whoever reads the files */
    AsideFiles(
            @Nullable OutputStream late,
            @Nullable OutputStream dead,
            Map<String, List<InputFile>> inputs,
            Locale locale) {
        this.late = late;
        this.dead = dead;
        this.inputs = inputs;
        this.locale = locale;
    }

    /** Keeps the first failure for {@link #check}, as a listener cannot throw. */
    void write(AsideBatch events) {
        try {
            for (int i = 0; i < events.size() && failure == null; i++) {
                OutputStream out = events.kind(i) == AsideBatch.Kind.LATE ? late : dead;
                if (out != null) {
                    write(events, i, out);
                }
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    boolean failed() {
        return failure != null;
    }

    void check() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    private void write(AsideBatch events, int index, OutputStream out) throws IOException {
        try (JsonGenerator event = json.createGenerator(out)) {
            event.writeStartObject();
            event.writeStringField("stream", events.stream());
            event.writeStringField("reason", events.reason(index));
            Detail detail = events.detail(index);
            if (detail != null) {
                event.writeStringField("detail", text(detail));
            }
            if (events.view(index) != null) {
                event.writeStringField("view", events.view(index));
                writeOthers(events.otherViews(index), event);
            }
            List<InputFile> files = inputs.getOrDefault(events.stream(), List.of());
            if (events.partition() < files.size()) {
                event.writeStringField("input", files.get(events.partition()).name());
            }
            event.writeNumberField("record", events.position(index) + 1);
            byte[] raw = events.raw(index);
            String text = text(raw);
            event.writeStringField(
                    text != null ? "raw" : "rawBase64",
                    text != null ? text : Base64.getEncoder().encodeToString(raw));
            event.writeEndObject();
            event.writeRaw('\n');
        }
    }

    private void writeOthers(List<AsideBatch.FailedView> views, JsonGenerator event) throws IOException {
        if (views.isEmpty()) {
            return;
        }
        event.writeArrayFieldStart("otherViews");
        for (AsideBatch.FailedView failed : views) {
            event.writeStartObject();
            event.writeStringField("view", failed.view());
            event.writeStringField("reason", failed.reason());
            event.writeStringField("detail", text(failed.detail()));
            event.writeEndObject();
        }
        event.writeEndArray();
    }

    private String text(Detail detail) {
        return detail.in(locale);
    }

    private static @Nullable String text(byte[] raw) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
