package io.raudal.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The rows of the benched query as systems wrote them, to be compared before anything is timed. */
final class Rows {
    private static final double TOLERANCE = 1e-9;

    private final Map<String, double[]> rows = new HashMap<>();

    private Rows() {}

    /** Reads NDJSON rows with device, window_start (milliseconds, or text in UTC) and n, avg_v, min_v, max_v. */
    static Rows read(Path file) throws IOException {
        Rows rows = new Rows();
        try (JsonParser parser = new JsonFactory().createParser(Files.newInputStream(file))) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                rows.add(parser, file);
            }
        }
        return rows;
    }

    private void add(JsonParser parser, Path file) throws IOException {
        String device = "";
        long window = 0;
        double[] values = new double[4];
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "device" -> device = parser.getText();
                case "window_start" ->
                    window = token == JsonToken.VALUE_STRING ? millis(parser.getText()) : parser.getLongValue();
                case "n" -> values[0] = parser.getDoubleValue();
                case "avg_v" -> values[1] = parser.getDoubleValue();
                case "min_v" -> values[2] = parser.getDoubleValue();
                case "max_v" -> values[3] = parser.getDoubleValue();
                default -> {}
            }
        }
        if (rows.put(device + '@' + window, values) != null) {
            throw new IOException(file + ": the row of " + device + " at " + window + " is there twice");
        }
    }

    private static long millis(String time) {
        return time.endsWith("Z")
                ? OffsetDateTime.parse(time).toInstant().toEpochMilli()
                : LocalDateTime.parse(time.replace(' ', 'T'))
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli();
    }

    int size() {
        return rows.size();
    }

    /** Stops the bench at the first row that is not the same in both, doubles to 1e-9 of their size. */
    void mustEqual(Rows other, String what) {
        if (rows.size() != other.rows.size()) {
            throw new IllegalStateException(what + ": " + rows.size() + " rows against " + other.rows.size());
        }
        rows.forEach((key, values) -> {
            double[] others = other.rows.get(key);
            for (int i = 0; i < values.length; i++) {
                if (others == null || Math.abs(values[i] - others[i]) > TOLERANCE * Math.abs(values[i])) {
                    throw new IllegalStateException(what + ": row " + key + ": " + Arrays.toString(values) + " against "
                            + Arrays.toString(others));
                }
            }
        });
    }
}
