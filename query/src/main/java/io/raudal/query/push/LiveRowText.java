package io.raudal.query.push;

import io.raudal.engine.RowChange;
import io.raudal.plan.Field;
import io.raudal.query.view.RowJson;
import io.vertx.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** Writes row changes as live push tells them. Belongs to one thread at a time. */
final class LiveRowText {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final long FIRST_MILLIS =
            Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
    private static final long LAST_MILLIS =
            Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

    private final RowJson json;

    LiveRowText(List<Field> columns) {
        json = new RowJson(columns);
    }

    byte[] row(RowChange change) {
        return line(change, json.row(Objects.requireNonNull(change.values())));
    }

    byte[] gone(RowChange change) {
        return line(change, "null".getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] line(RowChange change, byte[] row) {
        StringBuilder head = new StringBuilder(80 + 2 * change.key().length);
        head.append("{\"key\":\"").append(BASE64.encodeToString(change.key())).append("\",\"final\":");
        head.append(change.isFinal());
        if (change.windowEnd() >= FIRST_MILLIS && change.windowEnd() <= LAST_MILLIS) {
            head.append(",\"windowEnd\":\"")
                    .append(Instant.ofEpochMilli(change.windowEnd()))
                    .append('"');
        }
        head.append(",\"row\":");
        byte[] start = head.toString().getBytes(StandardCharsets.US_ASCII);
        byte[] line = new byte[start.length + row.length + 1];
        System.arraycopy(start, 0, line, 0, start.length);
        System.arraycopy(row, 0, line, start.length, row.length);
        line[line.length - 1] = '}';
        return line;
    }

    /** The data of a snapshot. */
    static byte[] snapshot(String view, List<byte[]> rows, int omitted) {
        return rows(view, rows, omitted == 0 ? "" : ",\"omitted\":" + omitted);
    }

    /**
     * The data of some changes.
     *
     * @param publishedMicros when the first of them happened, since the epoch
     */
    static byte[] changes(String view, List<byte[]> rows, long publishedMicros) {
        Instant published = Instant.EPOCH.plus(publishedMicros, ChronoUnit.MICROS);
        return rows(view, rows, ",\"published\":\"" + published + "\"");
    }

    /** @param further members of the object, each behind a comma */
    private static byte[] rows(String view, List<byte[]> rows, String further) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("{\"view\":" + Json.encode(view) + ",\"rows\":[").getBytes(StandardCharsets.UTF_8));
        String before = "";
        for (byte[] row : rows) {
            bytes.writeBytes(before.getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(row);
            before = ",";
        }
        bytes.writeBytes(("]" + further + "}").getBytes(StandardCharsets.US_ASCII));
        return bytes.toByteArray();
    }
}
