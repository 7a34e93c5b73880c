package io.raudal.oracle;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Readings of sensors with NULLs, non-ASCII keys, negative and fractional numbers, arrays and JSON text, in the order of time. */
final class Readings {
    static final String SITES = """
            {"site_id":"norte","city":"Bogotá","floors":3}
            {"site_id":"sur","city":"Cádiz","floors":1}
            {"site_id":"este","city":null,"floors":7}
            """;

    private static final List<String> DEVICES = List.of("a-1", "a-2", "b-1", "cámara", "горн", "温度", "z");
    private static final List<String> SITE_IDS = List.of("norte", "sur", "este", "oeste");

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS");

    private final SplittableRandom random;

    Readings(long seed) {
        random = new SplittableRandom(seed);
    }

    List<String> lines(int count) {
        List<String> lines = new ArrayList<>();
        LocalDateTime time = LocalDateTime.of(2026, 1, 1, 0, 0);
        for (int i = 0; i < count; i++) {
            time = time.plusNanos((1 + random.nextInt(random.nextInt(50) == 0 ? 60_000 : 2_000)) * 1_000_000L);
            lines.add(String.format(
                    Locale.ROOT,
                    "{\"ts\":\"%s\",\"device\":%s,\"site\":%s,\"temp\":%s,\"count_n\":%s,\"big\":%d,\"price\":%s,\"ok\":%s,\"note\":%s,\"tags\":%s,\"doc\":%s}",
                    time.format(FORM),
                    random.nextInt(12) == 0 ? "null" : quoted(pick(DEVICES)),
                    random.nextInt(15) == 0 ? "null" : quoted(pick(SITE_IDS)),
                    random.nextInt(10) == 0
                            ? "null"
                            : String.format(Locale.ROOT, "%.3f", random.nextDouble() * 60 - 20),
                    random.nextInt(9) == 0 ? "null" : Integer.toString(random.nextInt(2_000) - 1_000),
                    random.nextLong(2_000_000_000_000L) - 1_000_000_000_000L,
                    String.format(Locale.ROOT, "%.2f", random.nextInt(100_000) / 100.0),
                    random.nextInt(7) == 0 ? "null" : Boolean.toString(random.nextBoolean()),
                    random.nextInt(6) == 0
                            ? "null"
                            : quoted("Nota " + random.nextInt(100) + "; código=" + pick(DEVICES)),
                    random.nextInt(8) == 0
                            ? "null"
                            : "[" + quoted(pick(DEVICES)) + "," + quoted("t" + random.nextInt(4)) + "]",
                    quoted("{\\\"k\\\":" + random.nextInt(50) + ",\\\"s\\\":\\\"v" + random.nextInt(3) + "\\\"}")));
        }
        return lines;
    }

    /** Devices that beat at whole seconds, 9 to 12 of them apart, in the order of time. */
    List<String> beats(int seconds) {
        List<String> lines = new ArrayList<>();
        int[] next = new int[DEVICES.size()];
        for (int second = 0; second < seconds; second++) {
            for (int device = 0; device < next.length; device++) {
                if (next[device] == second) {
                    next[device] += 9 + random.nextInt(4);
                    LocalDateTime time = LocalDateTime.of(2026, 1, 1, 0, 0).plusSeconds(second);
                    lines.add("{\"ts\":\"" + time.format(FORM) + "\",\"device\":" + quoted(DEVICES.get(device)) + "}");
                }
            }
        }
        return lines;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
