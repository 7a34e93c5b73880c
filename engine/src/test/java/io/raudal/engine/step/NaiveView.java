package io.raudal.engine.step;

import io.raudal.plan.Window;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the rows of an aggregation must be, by sorting, grouping and folding lists: independent of the steps, and slow. */
final class NaiveView {
    private static final MathContext PRECISE = new MathContext(60);

    /** A window and the groups of a row; its order is the order of rows. */
    record Place(long end, long start, List<@Nullable Object> groups) implements Comparable<Place> {
        private static final Comparator<Place> BY_WINDOW =
                Comparator.comparingLong(Place::end).thenComparingLong(Place::start);

        @Override
        public int compareTo(Place other) {
            int order = BY_WINDOW.compare(this, other);
            for (int i = 0; order == 0 && i < groups.size(); i++) {
                order = compare(groups.get(i), other.groups.get(i));
            }
            return order;
        }

        private static int compare(@Nullable Object left, @Nullable Object right) {
            if (left == null || right == null) {
                return Boolean.compare(left != null, right != null);
            }
            if (left instanceof String text) {
                int[] a = text.codePoints().toArray();
                int[] b = ((String) right).codePoints().toArray();
                return java.util.Arrays.compare(a, b);
            }
            return Long.compare(((Number) left).longValue(), ((Number) right).longValue());
        }
    }

    private NaiveView() {}

    /** Events that are not late, by the rule of each partition's highest time before it. */
    static List<TestEvent> accepted(List<List<TestEvent>> partitions, long latenessMicros) {
        List<TestEvent> accepted = new ArrayList<>();
        for (List<TestEvent> partition : partitions) {
            long highest = Long.MIN_VALUE / 2;
            for (TestEvent event : partition) {
                if (event.micros() >= highest - latenessMicros) {
                    accepted.add(event);
                }
                highest = Math.max(highest, event.micros());
            }
        }
        return accepted;
    }

    /** The events of each row; without a window, those of the group since it was last forgotten. */
    @SuppressWarnings("NonApiType") // sorted
    static TreeMap<Place, List<TestEvent>> group(
            List<TestEvent> events, @Nullable Window window, Function<TestEvent, List<@Nullable Object>> groups) {
        TreeMap<Place, List<TestEvent>> rows = new TreeMap<>();
        if (window == null || window instanceof Window.Session) {
            TreeMap<Place, List<TestEvent>> byGroup = new TreeMap<>();
            events.forEach(event -> add(byGroup, new Place(0, 0, groups.apply(event)), event));
            if (window instanceof Window.Session session) {
                byGroup.forEach(
                        (place, all) -> sessions(rows, place.groups(), all, session.gapMillis(), session.gapMillis()));
                return rows;
            }
            byGroup.replaceAll((place, all) -> {
                TreeMap<Place, List<TestEvent>> lives = new TreeMap<>();
                sessions(lives, place.groups(), all, TestPlans.TTL.toMillis(), TestPlans.TTL.toMillis() - 1);
                return lives.lastEntry().getValue();
            });
            return byGroup;
        }
        for (TestEvent event : events) {
            windows(window, event.millis())
                    .forEach(bounds -> add(rows, new Place(bounds[1], bounds[0], groups.apply(event)), event));
        }
        return rows;
    }

    private static void add(Map<Place, List<TestEvent>> rows, Place place, TestEvent event) {
        rows.computeIfAbsent(place, key -> new ArrayList<>()).add(event);
    }

    /** @param reach how much later than another event one still joins it */
    private static void sessions(
            Map<Place, List<TestEvent>> rows,
            List<@Nullable Object> groups,
            List<TestEvent> events,
            long gap,
            long reach) {
        List<TestEvent> sorted = events.stream()
                .sorted(Comparator.comparingLong(TestEvent::micros))
                .toList();
        int from = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size() || sorted.get(i).millis() - sorted.get(i - 1).millis() > reach) {
                long end = sorted.get(i - 1).millis() + gap;
                rows.put(new Place(end, sorted.get(from).millis(), groups), sorted.subList(from, i));
                from = i;
            }
        }
    }

    private static Stream<long[]> windows(Window window, long millis) {
        List<long[]> bounds = new ArrayList<>();
        if (window instanceof Window.Tumble tumble) {
            long start = floor(millis, tumble.sizeMillis(), tumble.offsetMillis());
            bounds.add(new long[] {start, start + tumble.sizeMillis()});
        } else if (window instanceof Window.Hop hop) {
            long start = floor(millis, hop.slideMillis(), hop.offsetMillis());
            for (; start + hop.sizeMillis() > millis; start -= hop.slideMillis()) {
                bounds.add(new long[] {start, start + hop.sizeMillis()});
            }
        } else if (window instanceof Window.Cumulate cumulate) {
            long start = floor(millis, cumulate.sizeMillis(), cumulate.offsetMillis());
            for (long end = start + cumulate.stepMillis();
                    end <= start + cumulate.sizeMillis();
                    end += cumulate.stepMillis()) {
                if (end > millis) {
                    bounds.add(new long[] {start, end});
                }
            }
        }
        return bounds.stream();
    }

    private static long floor(long millis, long size, long offset) {
        return Math.floorDiv(millis - offset, size) * size + offset;
    }

    static List<BigDecimal> decimals(List<TestEvent> events) {
        return events.stream().map(TestEvent::decimal).filter(Objects::nonNull).toList();
    }

    static List<Double> numbers(List<TestEvent> events) {
        return events.stream().map(TestEvent::number).filter(Objects::nonNull).toList();
    }

    static List<Long> wholes(List<TestEvent> events) {
        return events.stream().map(TestEvent::whole).filter(Objects::nonNull).toList();
    }

    /** The exact sum, rounded once. */
    static @Nullable Double sum(List<Double> numbers) {
        return numbers.isEmpty()
                ? null
                : numbers.stream()
                        .map(BigDecimal::new)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .doubleValue();
    }

    /** The variance, exact to 60 digits and rounded once. */
    static @Nullable Double variance(List<Double> numbers, boolean sample) {
        int divisor = sample ? numbers.size() - 1 : numbers.size();
        if (divisor <= 0) {
            return null;
        }
        BigDecimal count = BigDecimal.valueOf(numbers.size());
        BigDecimal mean = numbers.stream()
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(count, PRECISE);
        return numbers.stream()
                .map(number -> new BigDecimal(number).subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(divisor), PRECISE)
                .doubleValue();
    }
}
