package io.raudal.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What an engineer would write in ten minutes: Jackson's streaming parser over the file and a HashMap a window. */
final class JacksonPeer {
    private JacksonPeer() {}

    private static final class Totals {
        private long count;
        private double sum;
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;

        private void add(double value) {
            count++;
            sum += value;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
    }

    public static void main(String[] arguments) throws IOException {
        run(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    static void run(Path file, Path rows) throws IOException {
        TreeMap<Long, Map<String, Totals>> windows = new TreeMap<>();
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = new JsonFactory().createParser(in)) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                long time = 0;
                String device = "";
                double value = 0;
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    switch (name) {
                        case "ts" -> time = parser.getLongValue();
                        case "device" -> device = parser.getText();
                        case "value" -> value = parser.getDoubleValue();
                        default -> parser.skipChildren();
                    }
                }
                windows.computeIfAbsent(time / 10_000, w -> new HashMap<>())
                        .computeIfAbsent(device, d -> new Totals())
                        .add(value);
            }
        }
        try (PrintStream out = new PrintStream(
                new BufferedOutputStream(Files.newOutputStream(rows), 1 << 16), false, StandardCharsets.UTF_8)) {
            windows.forEach((window, devices) -> devices.forEach((device, totals) -> {
                out.print("{\"device\":\"" + device + "\",\"window_start\":" + window * 10_000 + ",\"n\":"
                        + totals.count + ",\"avg_v\":" + totals.sum / totals.count + ",\"min_v\":" + totals.min
                        + ",\"max_v\":" + totals.max + "}\n");
            }));
        }
    }
}
