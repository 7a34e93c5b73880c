package io.raudal.query;

import io.raudal.engine.output.RowWriter;
import io.raudal.plan.Field;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows as the body of an answer, up to a size: an object with {@code columns} and {@code rows}, or CSV. Belongs to one thread. */
final class RowsBody {
    private final Lines lines = new Lines();
    private final boolean isCsv;
    private final int maxBytes;
    private final RowWriter writer;
    private final Map<String, Long> capped = new LinkedHashMap<>();
    private boolean isEmpty = true;
    private boolean isTruncated;
    private Buffer body = Buffer.buffer();

    /** Lines that become elements of an array. */
    private static final class Lines extends ByteArrayOutputStream {
        /** Puts another byte in place of the last line end. */
        void endWith(char end) {
            buf[count - 1] = (byte) end;
        }
    }

    RowsBody(List<Field> columns, boolean isCsv, int maxBytes) {
        this.isCsv = isCsv;
        this.maxBytes = maxBytes;
        if (!isCsv) {
            String head = new JsonObject()
                    .put("columns", PipelineDocument.columns(columns))
                    .encode();
            lines.writeBytes((head.substring(0, head.length() - 1) + ",\"rows\":[").getBytes(StandardCharsets.UTF_8));
        }
        writer = isCsv ? RowWriter.csv(columns, lines) : RowWriter.ndjson(columns, lines);
    }

    /** Says that a stream's older events were left out, but for so many of the latest. */
    void cap(String stream, long events) {
        capped.put(stream, events);
    }

    /** Whether no further row has room. */
    boolean isFull() {
        return lines.size() >= maxBytes;
    }

    void add(@Nullable Object[] values) {
        try {
            writer.write(values);
            if (!isCsv) {
                writer.flush();
                lines.endWith(',');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        isEmpty = false;
    }

    /**
     * Ends the body.
     *
     * @param truncated whether rows were left out, also before any came here
     * @param rest further members of the object
     */
    RowsBody end(boolean truncated, JsonObject rest) {
        isTruncated = truncated;
        body = bytes(new JsonObject().put("truncated", truncated).mergeIn(rest));
        return this;
    }

    /** Sends what was ended. */
    void send(RoutingContext context) {
        if (isCsv) {
            context.response().putHeader("Raudal-Truncated", Boolean.toString(isTruncated));
            if (!capped.isEmpty()) {
                String streams = capped.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(", "));
                context.response().putHeader("Raudal-Capped", streams);
            }
        }
        context.response()
                .putHeader("Content-Type", isCsv ? "text/csv; charset=utf-8" : "application/json")
                .end(body);
    }

    private Buffer bytes(JsonObject rest) {
        try {
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (isCsv) {
            return Buffer.buffer(lines.toByteArray());
        }
        if (!isEmpty) {
            lines.endWith(']');
        }
        String tail = (isEmpty ? "]" : "") + "," + rest.encode().substring(1);
        lines.writeBytes(tail.getBytes(StandardCharsets.UTF_8));
        return Buffer.buffer(lines.toByteArray());
    }
}
