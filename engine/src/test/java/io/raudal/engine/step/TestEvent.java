package io.raudal.engine.step;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** An event of the streams that the step tests run over, as Java values and as the JSON that the steps read. */
record TestEvent(
        int partition,
        int position,
        @Nullable String key,
        @Nullable Integer group,
        long micros,
        @Nullable Double number,
        @Nullable Long whole,
        @Nullable BigDecimal decimal) {

    /** Keys whose code points, UTF-16 units and bytes sort differently, with NUL, escapes and prefixes of each other. */
    private static final List<String> KEYS = List.of(
            "",
            "a",
            "ab",
            "a\u0000",
            "a\u0001b",
            "ñandú",
            "Z",
            "\uFFFD",
            "😀",
            "key-with-more-than-eight-bytes",
            "key-with-more-than-eight-byteS");

    long millis() {
        return Math.floorDiv(micros, 1000L);
    }

    TestEvent at(long newMicros) {
        return new TestEvent(partition, position, key, group, newMicros, number, whole, decimal);
    }

    String json() {
        StringBuilder json = new StringBuilder("{\"ts\":\"");
        json.append(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)).append('"');
        if (key != null) {
            json.append(",\"k\":").append(quote(key));
        }
        json.append(",\"g\":").append(group).append(",\"v\":").append(number);
        json.append(",\"n\":").append(whole).append(",\"d\":").append(decimal);
        return json.append('}').toString();
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** Events of some partitions that wander forward in time, out of order by up to {@code disorderMillis}, with quiet spells. */
    static List<List<TestEvent>> random(Random random, int partitions, int events, int keys, int disorderMillis) {
        List<List<TestEvent>> all = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            List<TestEvent> some = new ArrayList<>();
            long now = 1_767_225_600_000_000L + random.nextInt(20_000_000);
            for (int position = 0; position < events; position++) {
                now += random.nextInt(100) == 0 ? random.nextInt(90_000_000) : random.nextInt(400_000);
                long micros = now - random.nextInt(disorderMillis * 1000 + 1);
                int key = random.nextInt(keys + 1);
                some.add(new TestEvent(
                        partition,
                        position,
                        key == keys ? null : key < KEYS.size() ? KEYS.get(key) : "device-" + key,
                        random.nextInt(8) == 0 ? null : random.nextInt(3) - 1,
                        random.nextBoolean() ? micros : Math.floorDiv(micros, 1000L) * 1000,
                        number(random),
                        random.nextInt(10) == 0 ? null : (long) random.nextInt(2001) - 1000,
                        random.nextInt(10) == 0 ? null : BigDecimal.valueOf(random.nextInt(100_000) - 50_000, 2)));
            }
            all.add(some);
        }
        return all;
    }

    private static @Nullable Double number(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> null;
            case 1 -> 0.1 * random.nextInt(10);
            case 2 -> -1e6 * random.nextDouble();
            default -> random.nextInt(100_000) / 1000.0;
        };
    }
}
