package io.raudal.engine.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.Vector;
import io.raudal.engine.expression.Cells;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import io.raudal.model.DataType;
import io.raudal.plan.Aggregate;
import io.raudal.plan.AggregateFunction;
import io.raudal.plan.Expression;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AggregatesTest {
    private static final DataType DOUBLE = DataType.Simple.DOUBLE;
    private static final DataType INT = DataType.Simple.INT;
    private static final DataType BIGINT = DataType.Simple.BIGINT;
    private static final DataType STRING = DataType.Simple.STRING;

    private static Aggregate of(AggregateFunction function, DataType argument, DataType result) {
        return new Aggregate(function, List.of(new Expression.Input(0, argument)), false, null, result);
    }

    /** The value over some rows, cut into parts that are merged behind each other, each written and read in between. */
    private static @Nullable Object value(Aggregate aggregate, List<? extends @Nullable Object> values, int parts) {
        Aggregates aggregates = new Aggregates(List.of(aggregate), false);
        StateRows merged = aggregates.newRows();
        merged.add(0);
        int size = values.size();
        for (int part = 0; part < parts; part++) {
            List<? extends @Nullable Object> some = values.subList(size * part / parts, size * (part + 1) / parts);
            StateRows rows = aggregates.newRows();
            rows.add(0);
            add(aggregates, aggregate, some, size * part / parts, rows);
            KeyBytes bytes = new KeyBytes(16);
            aggregates.write(rows, 0, bytes);
            StateRows read = aggregates.newRows();
            read.add(0);
            aggregates.read(new StateReader(bytes.toArray(), 0), read, 0);
            aggregates.merge(read, 0, merged, 0);
        }
        Vector out = Vector.of(aggregate.type());
        out.ensure(1);
        aggregates.finish(0, merged, 0, out, 0);
        return Cells.get(out, 0, aggregate.type());
    }

    private static void add(
            Aggregates aggregates,
            Aggregate aggregate,
            List<? extends @Nullable Object> values,
            int first,
            StateRows into) {
        AggregateInput in = new AggregateInput(
                aggregates.arguments().size(), aggregates.filters().size());
        int[] events = new int[values.size()];
        in.time.ensure(values.size());
        in.origins = events;
        in.firstPosition = first;
        boolean cast = aggregates.arguments().get(0) instanceof Expression.Cast;
        DataType type = cast ? DOUBLE : aggregate.arguments().get(0).type();
        Vector vector = Vector.of(type);
        vector.ensure(values.size());
        for (int i = 0; i < events.length; i++) {
            events[i] = i;
            in.time.setNull(i, false);
            Object value = values.get(i);
            Cells.put(vector, i, cast && value != null ? (Object) ((Number) value).doubleValue() : value);
        }
        in.arguments[0] = vector;
        if (in.filters.length > 0) {
            in.filters[0] = new Vector.Longs();
            in.filters[0].ensure(values.size());
            for (int i = 0; i < events.length; i++) {
                in.filters[0].setNull(i, i % 3 == 2);
                in.filters[0].values[i] = i % 3;
            }
        }
        aggregates.add(in, into, events, new int[events.length], events.length);
    }

    @Test
    void sum_doublesThatCancel_isTheExactSumRoundedOnce() {
        List<Double> values = new ArrayList<>(List.of(1e12, 1.0, -1e12, 0.1, 0.2, 0.7, -0.1));
        double exact = values.stream()
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue();
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(values, new Random(i));
            assertThat(value(of(AggregateFunction.SUM, DOUBLE, DOUBLE), values, 1 + i % 4))
                    .isEqualTo(exact);
        }
    }

    @Test
    void sum_infinitiesAndNaN_areWhatAdditionGives() {
        Aggregate sum = of(AggregateFunction.SUM, DOUBLE, DOUBLE);
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(value(sum, List.of(1.0, infinity, 2.0), 2)).isEqualTo(infinity);
        assertThat(value(sum, List.of(infinity, -infinity), 2)).isEqualTo(Double.NaN);
        assertThat(value(sum, List.of(1.0, Double.NaN), 1)).isEqualTo(Double.NaN);
        assertThat(value(of(AggregateFunction.MAX, DOUBLE, DOUBLE), List.of(1.0, Double.NaN), 2))
                .isEqualTo(Double.NaN);
        assertThat(value(of(AggregateFunction.MIN, DOUBLE, DOUBLE), List.of(1.0, Double.NaN), 2))
                .isEqualTo(1.0);
        assertThat(value(of(AggregateFunction.VAR_POP, DOUBLE, DOUBLE), List.of(1.0, infinity), 2))
                .isEqualTo(Double.NaN);
    }

    @Test
    void sumAndMean_wholeNumbers_wrapAndTruncateAsFlink() {
        assertThat(value(of(AggregateFunction.SUM, INT, INT), List.of(Integer.MAX_VALUE, 1), 2))
                .isEqualTo(Integer.MIN_VALUE);
        assertThat(value(of(AggregateFunction.SUM, BIGINT, BIGINT), List.of(Long.MAX_VALUE, 1L), 1))
                .isEqualTo(Long.MIN_VALUE);
        assertThat(value(of(AggregateFunction.AVG, INT, INT), List.of(-1, -2), 1))
                .isEqualTo(-1);
    }

    @Test
    void values_ofNothing_areNullAndCountsZero() {
        List<@Nullable Object> nulls = Arrays.asList(null, null);
        for (AggregateFunction function : AggregateFunction.values()) {
            if (function == AggregateFunction.APPROX_PERCENTILE) {
                continue;
            }
            boolean counts = function == AggregateFunction.COUNT || function == AggregateFunction.APPROX_COUNT_DISTINCT;
            assertThat(value(of(function, DOUBLE, counts ? BIGINT : DOUBLE), nulls, 2))
                    .as("%s", function)
                    .isEqualTo(counts ? 0L : null);
        }
        assertThat(value(of(AggregateFunction.VAR_SAMP, DOUBLE, DOUBLE), List.of(1.0), 1))
                .isNull();
    }

    @Test
    void variance_farFromZero_keepsItsDigits() {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            values.add(1e9 + i % 2);
        }
        assertThat(value(of(AggregateFunction.VAR_POP, DOUBLE, DOUBLE), values, 7))
                .isEqualTo(0.25);
        assertThat(value(of(AggregateFunction.STDDEV_POP, DOUBLE, DOUBLE), values, 7))
                .isEqualTo(0.5);
    }

    @Test
    void deviation_valuesWhoseSquaresLeaveTheRange_isThatOfTheirExactSums() {
        Aggregate deviation = of(AggregateFunction.STDDEV_POP, DOUBLE, DOUBLE);
        Aggregate variance = of(AggregateFunction.VAR_POP, DOUBLE, DOUBLE);
        for (double value : new double[] {1e308, -Double.MAX_VALUE, 1e200, 1e-200, Double.MIN_VALUE}) {
            assertThat(value(deviation, List.of(value), 1)).as("%s", value).isEqualTo(0.0);
            assertThat(value(variance, List.of(value, value, value), 2))
                    .as("%s", value)
                    .isEqualTo(0.0);
            assertThat(value(deviation, List.of(value, -value), 2))
                    .as("%s", value)
                    .isEqualTo(Math.abs(value));
        }
        assertThat(value(variance, List.of(1e200, -1e200), 1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(value(deviation, List.of(1e308, Double.NaN), 1)).isEqualTo(Double.NaN);
        assertThat(value(deviation, List.of(1e308, Double.NEGATIVE_INFINITY), 2))
                .isEqualTo(Double.NaN);

        List<Double> values = new ArrayList<>(List.of(1e300, 3e300, 5.0, -7e150, 2e-300, 0.0, -1e300, 4e140));
        BigDecimal count = BigDecimal.valueOf(values.size());
        BigDecimal mean = values.stream()
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(count);
        double exact = values.stream()
                .map(value -> new BigDecimal(value).subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(count)
                .sqrt(new MathContext(40))
                .doubleValue();
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(values, new Random(i));
            assertThat(value(deviation, values, 1 + i % 4)).isEqualTo(exact);
        }
    }

    @Test
    void sum_decimalsPastTheirDigits_isNull() {
        DataType wide = new DataType.Decimal(38, 0);
        BigDecimal most = BigDecimal.TEN.pow(38).subtract(BigDecimal.ONE);
        assertThat(value(of(AggregateFunction.SUM, wide, wide), List.of(most), 1))
                .isEqualTo(most);
        assertThat(value(of(AggregateFunction.SUM, wide, wide), List.of(most, BigDecimal.ONE), 2))
                .isNull();
        DataType money = new DataType.Decimal(10, 2);
        List<BigDecimal> thirds = List.of(new BigDecimal("1.00"), new BigDecimal("1.00"), new BigDecimal("0.01"));
        assertThat(value(of(AggregateFunction.AVG, money, new DataType.Decimal(38, 6)), thirds, 2))
                .isEqualTo(new BigDecimal("2.01").divide(new BigDecimal(3), 6, RoundingMode.HALF_UP));
    }

    @Test
    void firstAndLast_sameTime_goByPosition() {
        List<@Nullable String> values = Arrays.asList(null, "b", "a", "c", null);
        assertThat(value(of(AggregateFunction.FIRST_VALUE, STRING, STRING), values, 3))
                .isEqualTo("b");
        assertThat(value(of(AggregateFunction.LAST_VALUE, STRING, STRING), values, 3))
                .isEqualTo("c");
    }

    @Test
    void filter_takesRowsForWhichItIsTrue() {
        Expression condition = new Expression.Input(1, DataType.Simple.BOOLEAN);
        Aggregate count = new Aggregate(
                AggregateFunction.COUNT, List.of(new Expression.Input(0, BIGINT)), false, condition, BIGINT);
        // Row by row FALSE, TRUE, NULL.
        assertThat(value(count, List.of(1L, 2L, 3L, 4L, 5L), 1)).isEqualTo(2L);
    }

    @Test
    void distinct_deviationOfWholeNumbers_countsEachOnce() {
        Aggregate deviation =
                new Aggregate(AggregateFunction.VAR_POP, List.of(new Expression.Input(0, BIGINT)), true, null, DOUBLE);
        assertThat(value(deviation, List.of(1L, 1L, 1L, 3L), 2)).isEqualTo(1.0);
    }

    @Test
    void approximateDistinct_anyOrderAndParts_isTheSameAndClose() {
        Aggregate approximate = of(AggregateFunction.APPROX_COUNT_DISTINCT, STRING, BIGINT);
        for (int distinct : new int[] {3, 200, 5_000, 60_000}) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < distinct; i++) {
                values.add("value-" + i);
                values.add("value-" + i / 2);
            }
            Object estimate = value(approximate, values, 1);
            assertThat(((Number) Objects.requireNonNull(estimate)).doubleValue())
                    .isBetween(distinct * 0.93, distinct * 1.07);
            for (int parts : new int[] {2, 5, 40}) {
                Collections.shuffle(values, new Random(parts));
                assertThat(value(approximate, values, parts))
                        .as("%d in %d parts", distinct, parts)
                        .isEqualTo(estimate);
            }
        }
    }

    @Test
    void percentile_anyOrderAndParts_isTheSameAndWithinOnePercent() {
        List<Double> values = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 10_001; i++) {
            values.add(Math.exp(10 * random.nextGaussian()) * (i % 4 == 0 ? -1 : 1));
        }
        List<Double> sorted = values.stream().sorted().toList();
        for (double share : new double[] {0.0, 0.1, 0.5, 0.99, 1.0}) {
            Aggregate percentile = new Aggregate(
                    AggregateFunction.APPROX_PERCENTILE,
                    List.of(new Expression.Input(0, DOUBLE), new Expression.Literal(share, DOUBLE)),
                    false,
                    null,
                    DOUBLE);
            Double whole = (Double) Objects.requireNonNull(value(percentile, values, 1));
            double exact = sorted.get((int) Math.round(share * 10_000));
            assertThat(Math.abs(whole - exact)).as("%s", share).isLessThanOrEqualTo(0.0101 * Math.abs(exact));
            Collections.shuffle(values, random);
            assertThat(value(percentile, values, 9)).isEqualTo(whole);
        }
        List<Double> strange = List.of(Double.NaN, Double.POSITIVE_INFINITY, -0.0, 1e-320);
        Aggregate median = new Aggregate(
                AggregateFunction.APPROX_PERCENTILE,
                List.of(new Expression.Input(0, DOUBLE), new Expression.Literal(0.5, DOUBLE)),
                false,
                null,
                DOUBLE);
        assertThat((Double) value(median, strange, 2)).isZero();
    }
}
