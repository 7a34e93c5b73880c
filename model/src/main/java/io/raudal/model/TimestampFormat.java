package io.raudal.model;

/** How a TIMESTAMP, DATE or TIME column is written in the events. */
public sealed interface TimestampFormat {

    /** ISO-8601 text; {@code T} or a blank between date and time; no zone means the stream's zone. */
    record Iso() implements TimestampFormat {}

    /** A number since 1970-01-01T00:00:00Z, whole or with a fraction. */
    record Epoch(Unit unit) implements TimestampFormat {
        public enum Unit {
            SECONDS("epoch_s", 1_000_000L, 1),
            MILLIS("epoch_ms", 1_000L, 1),
            MICROS("epoch_us", 1L, 1),
            NANOS("epoch_ns", 1L, 1_000);

            private final String text;
            private final long multiplier;
            private final long divisor;

            Unit(String text, long multiplier, long divisor) {
                this.text = text;
                this.multiplier = multiplier;
                this.divisor = divisor;
            }

            /** How the pipeline file calls it, such as {@code epoch_ms}. */
            public String text() {
                return text;
            }

            /** Microseconds are the number times this, ... */
            public long multiplier() {
                return multiplier;
            }

            /** ... divided by this, rounded down. */
            public long divisor() {
                return divisor;
            }
        }
    }

    /** A pattern of {@link java.time.format.DateTimeFormatter}, in English; no zone in it means the stream's zone. */
    record Pattern(String pattern) implements TimestampFormat {}
}
