package io.raudal.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.raudal.engine.EventBatch;
import io.raudal.engine.RecordFormat;
import io.raudal.engine.Vector;
import io.raudal.engine.log.Slices;
import io.raudal.engine.scan.RecordFormats;
import io.raudal.model.Column;
import io.raudal.model.ErrorCode;
import io.raudal.model.FieldPath.Step;
import io.raudal.model.Format;
import io.raudal.model.RaudalException;
import io.raudal.model.Stream;
import io.raudal.model.TimestampFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/** Reads the event time of records, and writes another in its place. One thread. */
final class TimeShift {
    static final long NO_TIME = Long.MIN_VALUE;

    private final JsonFactory json = new JsonFactory();
    private final Column column;
    private final ZoneId zone;
    private final RecordFormat format;
    private final EventBatch batch;
    private final int index;

    TimeShift(Stream stream) {
        String name = stream.time().column();
        index = IntStream.range(0, stream.columns().size())
                .filter(i -> stream.columns().get(i).name().equals(name))
                .findFirst()
                .orElseThrow();
        column = stream.columns().get(index);
        zone = stream.zone();
        format = RecordFormats.of(stream.columns(), List.of(index), stream.format(), zone);
        batch = format.newBatch();
    }

    /** @throws RaudalException INVALID_PIPELINE if times of the stream cannot be written into its events */
    static void check(Stream stream) {
        if (!(stream.format() instanceof Format.Json)) {
            throw new RaudalException(
                    ErrorCode.INVALID_PIPELINE, IngestMessages.message("replay.shift", stream.name()));
        }
    }

    /** By record, its event time in microseconds, or {@link #NO_TIME}. */
    long[] times(Slices records) {
        batch.reset(records.bytes(), 0);
        var decoder = format.decoder(new byte[0]);
        for (int i = 0; i < records.size(); i++) {
            decoder.decodeRecord(records.bytes(), records.start(i), records.start(i) + records.length(i), batch);
        }
        Vector.Longs values = (Vector.Longs) Objects.requireNonNull(batch.columns[index]);
        long[] times = new long[records.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = batch.dead[i] != null || values.isNull(i) ? NO_TIME : values.values[i];
        }
        return times;
    }

    /** A JSON record with another event time, everything else as it was. */
    byte[] withTime(byte[] record, long micros) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(record.length + 16);
        try (JsonParser in = json.createParser(record);
                JsonGenerator out = json.createGenerator(bytes)) {
            in.nextToken();
            copy(in, out, column.path().steps(), micros);
        }
        return bytes.toByteArray();
    }

    /** Copies the value at the parser, with the time at the end of the path; an empty list is none. */
    private void copy(JsonParser in, JsonGenerator out, List<Step> path, long micros) throws IOException {
        if (in.currentToken() == JsonToken.START_OBJECT) {
            out.writeStartObject();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                out.writeFieldName(name);
                in.nextToken();
                member(in, out, !path.isEmpty() && path.get(0).equals(new Step.Name(name)), path, micros);
            }
            out.writeEndObject();
        } else if (in.currentToken() == JsonToken.START_ARRAY) {
            out.writeStartArray();
            for (int element = 0; in.nextToken() != JsonToken.END_ARRAY; element++) {
                member(in, out, !path.isEmpty() && path.get(0).equals(new Step.Index(element)), path, micros);
            }
            out.writeEndArray();
        } else if (in.currentToken().isNumeric()) {
            // As it was written: 1.50 stays 1.50.
            out.writeNumber(in.getText());
        } else {
            out.copyCurrentEvent(in);
        }
    }

    private void member(JsonParser in, JsonGenerator out, boolean isOnPath, List<Step> path, long micros)
            throws IOException {
        if (isOnPath && path.size() == 1) {
            write(out, micros);
            in.skipChildren();
        } else {
            copy(in, out, isOnPath ? path.subList(1, path.size()) : List.of(), micros);
        }
    }

    private void write(JsonGenerator out, long micros) throws IOException {
        Instant time = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        if (column.format() instanceof TimestampFormat.Epoch epoch) {
            out.writeNumber(micros * epoch.unit().divisor() / epoch.unit().multiplier());
        } else if (column.format() instanceof TimestampFormat.Pattern pattern) {
            out.writeString(DateTimeFormatter.ofPattern(pattern.pattern(), Locale.ENGLISH)
                    .withZone(zone)
                    .format(time));
        } else {
            out.writeString(time.toString());
        }
    }
}
