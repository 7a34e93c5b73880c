package io.raudal.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * The spread of some times.
 *
 * @param p50 in milliseconds, as all
 */
record Percentiles(int count, double p50, double p99, double max) {

    /** Of the first {@code count} numbers; all are 0 where there are none. */
    static Percentiles of(double[] millis, int count) {
        double[] sorted = Arrays.copyOf(millis, count);
        Arrays.sort(sorted);
        return count == 0
                ? new Percentiles(0, 0, 0, 0)
                : new Percentiles(count, sorted[count / 2], sorted[(int) (count * 0.99)], sorted[count - 1]);
    }

    /** As words of an answer. */
    String words(String prefix) {
        return String.format(
                Locale.ROOT,
                "%s.count=%d %s.p50=%.3f %s.p99=%.3f %s.max=%.3f",
                prefix,
                count,
                prefix,
                p50,
                prefix,
                p99,
                prefix,
                max);
    }

    static Percentiles of(Map<String, Double> figures, String prefix) {
        return new Percentiles(
                (int) Figures.of(figures, prefix + ".count"),
                Figures.of(figures, prefix + ".p50"),
                Figures.of(figures, prefix + ".p99"),
                Figures.of(figures, prefix + ".max"));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms, at most %.1f ms (%,d)", p50, p99, max, count);
    }
}
