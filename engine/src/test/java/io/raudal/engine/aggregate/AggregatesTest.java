package io.raudal.engine.aggregate;

import static io.raudal.engine.aggregate.OneAggregate.aggregate;
import static io.raudal.engine.aggregate.OneAggregate.value;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AggregatesTest {
    private static final DataType DOUBLE = DataType.Simple.DOUBLE;
    private static final DataType INT = DataType.Simple.INT;
    private static final DataType BIGINT = DataType.Simple.BIGINT;
    private static final DataType STRING = DataType.Simple.STRING;

    @Test
    void sum_doublesThatCancel_isTheExactSumRoundedOnce() {
        List<Double> values = new ArrayList<>(List.of(1e12, 1.0, -1e12, 0.1, 0.2, 0.7, -0.1));
        double exact = values.stream()
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue();
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(values, new Random(i));
            assertThat(value(aggregate(AggregateFunction.SUM, DOUBLE, DOUBLE), values, 1 + i % 4))
                    .isEqualTo(exact);
        }
    }

    @Test
    void sum_infinitiesAndNaN_areWhatAdditionGives() {
        Aggregate sum = aggregate(AggregateFunction.SUM, DOUBLE, DOUBLE);
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(value(sum, List.of(1.0, infinity, 2.0), 2)).isEqualTo(infinity);
        assertThat(value(sum, List.of(infinity, -infinity), 2)).isEqualTo(Double.NaN);
        assertThat(value(sum, List.of(1.0, Double.NaN), 1)).isEqualTo(Double.NaN);
        assertThat(value(aggregate(AggregateFunction.MAX, DOUBLE, DOUBLE), List.of(1.0, Double.NaN), 2))
                .isEqualTo(Double.NaN);
        assertThat(value(aggregate(AggregateFunction.MIN, DOUBLE, DOUBLE), List.of(1.0, Double.NaN), 2))
                .isEqualTo(1.0);
        assertThat(value(aggregate(AggregateFunction.VAR_POP, DOUBLE, DOUBLE), List.of(1.0, infinity), 2))
                .isEqualTo(Double.NaN);
    }

    @Test
    void sumAndMean_wholeNumbers_wrapAndTruncateAsFlink() {
        assertThat(value(aggregate(AggregateFunction.SUM, INT, INT), List.of(Integer.MAX_VALUE, 1), 2))
                .isEqualTo(Integer.MIN_VALUE);
        assertThat(value(aggregate(AggregateFunction.SUM, BIGINT, BIGINT), List.of(Long.MAX_VALUE, 1L), 1))
                .isEqualTo(Long.MIN_VALUE);
        assertThat(value(aggregate(AggregateFunction.AVG, INT, INT), List.of(-1, -2), 1))
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
            assertThat(value(aggregate(function, DOUBLE, counts ? BIGINT : DOUBLE), nulls, 2))
                    .as("%s", function)
                    .isEqualTo(counts ? 0L : null);
        }
        assertThat(value(aggregate(AggregateFunction.VAR_SAMP, DOUBLE, DOUBLE), List.of(1.0), 1))
                .isNull();
    }

    @Test
    void variance_farFromZero_keepsItsDigits() {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            values.add(1e9 + i % 2);
        }
        assertThat(value(aggregate(AggregateFunction.VAR_POP, DOUBLE, DOUBLE), values, 7))
                .isEqualTo(0.25);
        assertThat(value(aggregate(AggregateFunction.STDDEV_POP, DOUBLE, DOUBLE), values, 7))
                .isEqualTo(0.5);
    }

    @Test
    void deviation_valuesWhoseSquaresLeaveTheRange_isThatOfTheirExactSums() {
        Aggregate deviation = aggregate(AggregateFunction.STDDEV_POP, DOUBLE, DOUBLE);
        Aggregate variance = aggregate(AggregateFunction.VAR_POP, DOUBLE, DOUBLE);
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
        assertThat(value(aggregate(AggregateFunction.SUM, wide, wide), List.of(most), 1))
                .isEqualTo(most);
        assertThat(value(aggregate(AggregateFunction.SUM, wide, wide), List.of(most, BigDecimal.ONE), 2))
                .isNull();
        DataType money = new DataType.Decimal(10, 2);
        List<BigDecimal> thirds = List.of(new BigDecimal("1.00"), new BigDecimal("1.00"), new BigDecimal("0.01"));
        assertThat(value(aggregate(AggregateFunction.AVG, money, new DataType.Decimal(38, 6)), thirds, 2))
                .isEqualTo(new BigDecimal("2.01").divide(new BigDecimal(3), 6, RoundingMode.HALF_UP));
    }

    @Test
    void firstAndLast_sameTime_goByPosition() {
        List<@Nullable String> values = Arrays.asList(null, "b", "a", "c", null);
        assertThat(value(aggregate(AggregateFunction.FIRST_VALUE, STRING, STRING), values, 3))
                .isEqualTo("b");
        assertThat(value(aggregate(AggregateFunction.LAST_VALUE, STRING, STRING), values, 3))
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

    private static Stream<Arguments> distinctAggregates() {
        DataType money = new DataType.Decimal(10, 2);
        DataType sum = new DataType.Decimal(38, 2);
        List<BigDecimal> prices = List.of(new BigDecimal("2.50"), new BigDecimal("2.50"), new BigDecimal("1.00"));
        List<Long> whole = List.of(9L, 4L, 4L, 9L);
        List<Double> numbers = List.of(1.0, 1.0, 1.0, 3.0);
        return Stream.of(
                Arguments.of(AggregateFunction.COUNT, STRING, BIGINT, List.of("a", "b", "a"), 2L),
                Arguments.of(AggregateFunction.COUNT, money, BIGINT, prices, 2L),
                Arguments.of(AggregateFunction.SUM, INT, INT, List.of(Integer.MAX_VALUE, 1, 1), Integer.MIN_VALUE),
                Arguments.of(AggregateFunction.SUM, BIGINT, BIGINT, whole, 13L),
                Arguments.of(AggregateFunction.SUM, DOUBLE, DOUBLE, numbers, 4.0),
                Arguments.of(AggregateFunction.SUM, money, sum, prices, new BigDecimal("3.50")),
                Arguments.of(AggregateFunction.AVG, BIGINT, BIGINT, whole, 6L),
                Arguments.of(AggregateFunction.AVG, DOUBLE, DOUBLE, numbers, 2.0),
                Arguments.of(AggregateFunction.AVG, money, sum, prices, new BigDecimal("1.75")),
                Arguments.of(AggregateFunction.STDDEV_POP, DOUBLE, DOUBLE, numbers, 1.0),
                Arguments.of(AggregateFunction.STDDEV_SAMP, DOUBLE, DOUBLE, numbers, Math.sqrt(2)),
                Arguments.of(AggregateFunction.VAR_POP, DOUBLE, DOUBLE, numbers, 1.0),
                Arguments.of(AggregateFunction.VAR_SAMP, DOUBLE, DOUBLE, numbers, 2.0));
    }

    @ParameterizedTest
    @MethodSource("distinctAggregates")
    void distinct_anyAggregateThatTellsThemApart_takesEachOnce(
            AggregateFunction function, DataType argument, DataType result, List<Object> values, Object expected) {
        Aggregate distinct = new Aggregate(function, List.of(new Expression.Input(0, argument)), true, null, result);
        for (int parts : new int[] {1, 2, values.size()}) {
            assertThat(value(distinct, values, parts)).as("%d parts", parts).isEqualTo(expected);
        }
    }

    private static Stream<Arguments> chosenValues() {
        return Stream.of(
                Arguments.of(BIGINT, List.of(7L, 2L, 9L, 4L)),
                Arguments.of(DOUBLE, List.of(7.5, -2.0, 9.0, 4.0)),
                Arguments.of(STRING, List.of("g", "b", "z", "c")),
                Arguments.of(DataType.Simple.BOOLEAN, List.of(true, false, true, true)),
                Arguments.of(
                        new DataType.Decimal(10, 1),
                        Stream.of("7.5", "-2.0", "9.0", "4.0")
                                .map(BigDecimal::new)
                                .toList()));
    }

    @ParameterizedTest
    @MethodSource("chosenValues")
    void chosen_valueOfAnyType_isOneOfThem(DataType type, List<Object> values) {
        for (int parts : new int[] {1, 3}) {
            assertThat(value(aggregate(AggregateFunction.FIRST_VALUE, type, type), values, parts))
                    .isEqualTo(values.get(0));
            assertThat(value(aggregate(AggregateFunction.LAST_VALUE, type, type), values, parts))
                    .isEqualTo(values.get(3));
            assertThat(value(aggregate(AggregateFunction.MIN, type, type), values, parts))
                    .isEqualTo(values.get(1));
            assertThat(value(aggregate(AggregateFunction.MAX, type, type), values, parts))
                    .isEqualTo(values.get(2));
        }
    }

    @Test
    void approximateDistinct_anyOrderAndParts_isTheSameAndClose() {
        Aggregate approximate = aggregate(AggregateFunction.APPROX_COUNT_DISTINCT, STRING, BIGINT);
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
}
