package io.raudal.query.view;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Points over time of which so few are kept that they can be drawn, the extremes among them.
 *
 * <p>The range of times is cut into equal buckets; of each its least and its greatest value stay, in the order of time. Points are
 * gathered up to four times as many as are wanted and then thinned; what is thinned again keeps the extremes of the first time. NaN
 * stands for no value.
 */
final class Thinned {
    private final int wanted;
    private long[] times = new long[64];
    private double[] values = new double[64];
    private int size;
    private boolean sorted = true;

    /** @param wanted about so many points stay, at least 2 */
    Thinned(int wanted) {
        this.wanted = wanted;
    }

    void add(long time, double value) {
        if (size >= 4 * wanted) {
            thin();
        }
        put(time, value);
    }

    /** Thins to what is wanted, in the order of time. */
    void finish() {
        if (size > wanted) {
            thin();
        } else {
            sort();
        }
    }

    /** Behind {@link #finish}: a point that stays. */
    void append(long time, double value) {
        put(time, value);
    }

    int size() {
        return size;
    }

    long time(int index) {
        return times[index];
    }

    double value(int index) {
        return values[index];
    }

    private void put(long time, double value) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        sorted &= size == 0 || times[size - 1] <= time;
        times[size] = time;
        values[size++] = value;
    }

    private void thin() {
        sort();
        int buckets = Math.max(1, wanted / 2);
        long first = times[0];
        double width = Math.max(1.0, ((double) times[size - 1] - first + 1) / buckets);
        int to = 0;
        for (int from = 0; from < size; ) {
            long bucket = (long) ((times[from] - first) / width);
            int least = from;
            int greatest = from;
            int end = from + 1;
            while (end < size && (long) ((times[end] - first) / width) == bucket) {
                if (values[end] < values[least] || Double.isNaN(values[least])) {
                    least = end;
                }
                if (values[end] > values[greatest] || Double.isNaN(values[greatest])) {
                    greatest = end;
                }
                end++;
            }
            int early = Math.min(least, greatest);
            int late = Math.max(least, greatest);
            long earlyTime = times[early];
            double earlyValue = values[early];
            long lateTime = times[late];
            double lateValue = values[late];
            times[to] = earlyTime;
            values[to++] = earlyValue;
            if (late != early) {
                times[to] = lateTime;
                values[to++] = lateValue;
            }
            from = end;
        }
        size = to;
    }

    private void sort() {
        if (sorted) {
            return;
        }
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingLong(index -> times[index]))
                .mapToInt(Integer::intValue)
                .toArray();
        long[] sortedTimes = new long[times.length];
        double[] sortedValues = new double[values.length];
        for (int i = 0; i < size; i++) {
            sortedTimes[i] = times[order[i]];
            sortedValues[i] = values[order[i]];
        }
        times = sortedTimes;
        values = sortedValues;
        sorted = true;
    }
}
