package io.raudal.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Generated sensor events, the same for all systems: a time, a device, a value and further fields that no query uses (decimal numbers,
 * texts of 18 characters, whole numbers, booleans), in an order shuffled anew for each event. With the default of 14 fields an event has
 * about 275 bytes. One event in twenty is up to five seconds out of order.
 *
 * @param events how many
 * @param keys devices, uniformly drawn
 * @param fields in all, at least 3
 * @param eventsASecond of event time
 * @param seed of everything that is drawn
 */
record Workload(int events, int keys, int fields, int eventsASecond, long seed) {
    static final long START_MILLIS = 1_767_225_600_000L;
    private static final int DISORDER_MILLIS = 5_000;

    /** A hundred events a millisecond. */
    static Workload dense(int events, int keys, int fields) {
        return new Workload(events, keys, fields, 100_000, 1);
    }

    /** The file with the events, made if it is not there. */
    Path file(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(
                String.format(Locale.ROOT, "events-%d-%d-%d-%d-%d.ndjson", events, keys, fields, eventsASecond, seed));
        if (!Files.exists(file)) {
            Path part = file.resolveSibling(file.getFileName() + ".part");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 20)) {
                write(out);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }

    void write(OutputStream out) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[fields];
        for (int i = 0; i < fields; i++) {
            order[i] = i;
        }
        StringBuilder line = new StringBuilder(512);
        for (int event = 0; event < events; event++) {
            line.setLength(0);
            for (int i = fields - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            char before = '{';
            for (int field : order) {
                line.append(before);
                before = ',';
                append(line, field, event, random);
            }
            out.write(line.append("}\n").toString().getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void append(StringBuilder line, int field, int event, SplittableRandom random) {
        switch (field) {
            case 0 -> {
                long late = random.nextInt(20) == 0 ? random.nextInt(DISORDER_MILLIS) : 0;
                line.append("\"ts\":").append(START_MILLIS + event * 1000L / eventsASecond - late);
            }
            case 1 ->
                line.append("\"device\":\"dev-").append(random.nextInt(keys)).append('"');
            case 2 -> decimal(line.append("\"value\":"), random.nextInt(100_000), 3);
            default -> {
                int number = field - 3;
                switch (number % 4) {
                    case 0 ->
                        decimal(line.append("\"metric_").append(number).append("\":"), random.nextInt(1_000_000), 2);
                    case 1 ->
                        line.append("\"label_")
                                .append(number)
                                .append("\":\"zone-")
                                .append(1000 + random.nextInt(9000))
                                .append("-abcdefgh\"");
                    case 2 ->
                        line.append("\"count_").append(number).append("\":").append(random.nextInt(1_000_000));
                    default ->
                        line.append("\"flag_").append(number).append("\":").append(random.nextBoolean());
                }
            }
        }
    }

    private static void decimal(StringBuilder line, int digits, int scale) {
        int unit = scale == 3 ? 1000 : 100;
        line.append(digits / unit).append('.');
        String fraction = Integer.toString(unit + digits % unit);
        line.append(fraction, 1, fraction.length());
    }
}
