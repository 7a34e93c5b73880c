package io.raudal.engine.expression;

import static io.raudal.engine.expression.Calls.array;
import static io.raudal.engine.expression.Calls.call;
import static io.raudal.engine.expression.Calls.nil;
import static io.raudal.engine.expression.Calls.typed;
import static io.raudal.plan.Function.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.expression.Calls.Failed;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Function;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OperatorsTest {
    private static final List<Function> COMPARISONS =
            List.of(EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL);

    @Test
    void comparison_ofAnyType_followsTheOrder() {
        inOrder(Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE);
        inOrder(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE);
        inOrder(Double.NEGATIVE_INFINITY, -1e300, -1.5, 0.0, 4.9E-324, 1e300, Double.POSITIVE_INFINITY, Double.NaN);
        inOrder("", "A", "Aa", "B", "a", "z", "é", "日", "\uFFFD", "😀", "😀a", "\uDBFF\uDFFF");
        inOrder(false, true);
        inOrder(new BigDecimal("-1.50"), new BigDecimal("0.00"), new BigDecimal("0.01"));
        inOrder(typed(-5, Simple.DATE), typed(0, Simple.DATE), typed(5, Simple.DATE));
        inOrder(typed(-5L, Simple.TIMESTAMP), typed(0L, Simple.TIMESTAMP));
        assertThat(call(EQUAL, Simple.BOOLEAN, 0.0, -0.0)).isEqualTo(true);
        assertThat(call(LESS, Simple.BOOLEAN, -0.0, 0.0)).isEqualTo(false);
        assertThat(call(EQUAL, Simple.BOOLEAN, array(Simple.INT, 1, null), array(Simple.INT, 1, null)))
                .isEqualTo(true);
        assertThat(call(EQUAL, Simple.BOOLEAN, array(Simple.INT, 1), array(Simple.INT, 1, null)))
                .isEqualTo(false);
    }

    private static void inOrder(Object... values) {
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                int order = Integer.compare(i, j);
                List<Boolean> expected = List.of(order == 0, order != 0, order < 0, order <= 0, order > 0, order >= 0);
                for (int f = 0; f < COMPARISONS.size(); f++) {
                    assertThat(call(COMPARISONS.get(f), Simple.BOOLEAN, values[i], values[j]))
                            .as("%s %s %s", values[i], COMPARISONS.get(f), values[j])
                            .isEqualTo(expected.get(f));
                }
                assertThat(call(IS_DISTINCT_FROM, Simple.BOOLEAN, values[i], values[j]))
                        .isEqualTo(order != 0);
                assertThat(call(IS_NOT_DISTINCT_FROM, Simple.BOOLEAN, values[i], values[j]))
                        .isEqualTo(order == 0);
            }
        }
    }

    @Test
    void comparison_withNull_isNullOrTellsNullApart() {
        for (DataType type : List.of(Simple.INT, Simple.DOUBLE, Simple.STRING, new DataType.Decimal(5, 2))) {
            for (Function function : COMPARISONS) {
                assertThat(call(function, Simple.BOOLEAN, nil(type), nil(type))).isNull();
            }
            assertThat(call(IS_DISTINCT_FROM, Simple.BOOLEAN, nil(type), nil(type)))
                    .isEqualTo(false);
            assertThat(call(IS_NOT_DISTINCT_FROM, Simple.BOOLEAN, nil(type), nil(type)))
                    .isEqualTo(true);
        }
        assertThat(call(IS_DISTINCT_FROM, Simple.BOOLEAN, nil(Simple.INT), 0)).isEqualTo(true);
        assertThat(call(EQUAL, Simple.BOOLEAN, "", nil(Simple.STRING))).isNull();
    }

    @Test
    void logic_ofThreeValues_followsTheTables() {
        Boolean[] values = {true, false, null};
        for (Boolean a : values) {
            for (Boolean b : values) {
                Boolean both = (a == null || b == null) ? null : (Boolean) (a && b);
                Boolean either = (a == null || b == null) ? null : (Boolean) (a || b);
                boolean oneFalse = Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b);
                boolean oneTrue = Boolean.TRUE.equals(a) || Boolean.TRUE.equals(b);
                Boolean and = oneFalse ? Boolean.FALSE : both;
                Boolean or = oneTrue ? Boolean.TRUE : either;
                assertThat(call(AND, Simple.BOOLEAN, typed(a, Simple.BOOLEAN), typed(b, Simple.BOOLEAN)))
                        .as("%s AND %s", a, b)
                        .isEqualTo(and);
                assertThat(call(OR, Simple.BOOLEAN, typed(a, Simple.BOOLEAN), typed(b, Simple.BOOLEAN)))
                        .as("%s OR %s", a, b)
                        .isEqualTo(or);
            }
            Object x = typed(a, Simple.BOOLEAN);
            assertThat(call(NOT, Simple.BOOLEAN, x)).isEqualTo(a == null ? null : !a);
            assertThat(call(IS_NULL, Simple.BOOLEAN, x)).isEqualTo(a == null);
            assertThat(call(IS_NOT_NULL, Simple.BOOLEAN, x)).isEqualTo(a != null);
            assertThat(call(IS_TRUE, Simple.BOOLEAN, x)).isEqualTo(Boolean.TRUE.equals(a));
            assertThat(call(IS_NOT_TRUE, Simple.BOOLEAN, x)).isEqualTo(!Boolean.TRUE.equals(a));
            assertThat(call(IS_FALSE, Simple.BOOLEAN, x)).isEqualTo(Boolean.FALSE.equals(a));
            assertThat(call(IS_NOT_FALSE, Simple.BOOLEAN, x)).isEqualTo(!Boolean.FALSE.equals(a));
        }
        assertThat(call(AND, Simple.BOOLEAN, true, nil(Simple.BOOLEAN), false)).isEqualTo(false);
    }

    @Test
    void wholeArithmetic_anyNumbers_isJavas() {
        Random random = new Random(21);
        int[] ints = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, random.nextInt(), random.nextInt()};
        for (int a : ints) {
            assertThat(call(NEGATE, Simple.INT, a)).isEqualTo(-a);
            for (int b : ints) {
                assertThat(call(ADD, Simple.INT, a, b)).isEqualTo(a + b);
                assertThat(call(SUBTRACT, Simple.INT, a, b)).isEqualTo(a - b);
                assertThat(call(MULTIPLY, Simple.INT, a, b)).isEqualTo(a * b);
                assertThat(call(DIVIDE, Simple.INT, a, b))
                        .isEqualTo(b == 0 ? new Failed(a + " / 0: division by zero") : (Object) (a / b));
                assertThat(call(MOD, Simple.INT, a, b))
                        .isEqualTo(b == 0 ? new Failed("MOD(" + a + ", 0): division by zero") : (Object) (a % b));
            }
        }
        long[] longs = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, random.nextLong()};
        for (long a : longs) {
            assertThat(call(NEGATE, Simple.BIGINT, a)).isEqualTo(-a);
            for (long b : longs) {
                assertThat(call(ADD, Simple.BIGINT, a, b)).isEqualTo(a + b);
                assertThat(call(SUBTRACT, Simple.BIGINT, a, b)).isEqualTo(a - b);
                assertThat(call(MULTIPLY, Simple.BIGINT, a, b)).isEqualTo(a * b);
                assertThat(call(DIVIDE, Simple.BIGINT, a, b))
                        .isEqualTo(b == 0 ? new Failed(a + " / 0: division by zero") : (Object) (a / b));
            }
        }
    }

    @Test
    void doubleArithmetic_anyNumbers_isJavas() {
        double[] values = {0.0, -0.0, 1.5, -2.25, 1e308, Double.NaN, Double.POSITIVE_INFINITY};
        for (double a : values) {
            assertThat(call(NEGATE, Simple.DOUBLE, a)).isEqualTo(-a);
            for (double b : values) {
                assertThat(call(ADD, Simple.DOUBLE, a, b)).isEqualTo(a + b);
                assertThat(call(SUBTRACT, Simple.DOUBLE, a, b)).isEqualTo(a - b);
                assertThat(call(MULTIPLY, Simple.DOUBLE, a, b)).isEqualTo(a * b);
                assertThat(call(DIVIDE, Simple.DOUBLE, a, b)).isEqualTo(a / b);
                assertThat(call(MOD, Simple.DOUBLE, a, b)).isEqualTo(a % b);
            }
        }
    }

    @Test
    void decimalArithmetic_anyNumbers_isBigDecimalsAtTheResultsScale() {
        Random random = new Random(22);
        DataType type = new DataType.Decimal(20, 6);
        for (int i = 0; i < 300; i++) {
            BigDecimal a = BigDecimal.valueOf(random.nextInt(), random.nextInt(5));
            BigDecimal b = BigDecimal.valueOf(random.nextInt() | 1, random.nextInt(5));
            assertThat(call(ADD, type, a, b)).isEqualTo(fit(a.add(b)));
            assertThat(call(SUBTRACT, type, a, b)).isEqualTo(fit(a.subtract(b)));
            assertThat(call(MULTIPLY, type, a, b)).isEqualTo(fit(a.multiply(b)));
            assertThat(call(DIVIDE, type, a, b)).isEqualTo(fit(a.divide(b, new MathContext(60))));
            assertThat(call(MOD, type, a, b)).isEqualTo(fit(a.remainder(b)));
        }
        DataType small = new DataType.Decimal(3, 1);
        assertThat(call(ADD, small, new BigDecimal("99.9"), new BigDecimal("0.1")))
                .isNull();
        assertThat(call(MULTIPLY, small, new BigDecimal("0.5"), new BigDecimal("0.5")))
                .isEqualTo(new BigDecimal("0.3"));
        assertThat(call(DIVIDE, small, new BigDecimal("1.0"), new BigDecimal("0.0")))
                .isEqualTo(new Failed("1.0 / 0: division by zero"));
        assertThat(call(NEGATE, small, new BigDecimal("1.0"))).isEqualTo(new BigDecimal("-1.0"));
    }

    private static Object fit(BigDecimal value) {
        BigDecimal rounded = value.setScale(6, RoundingMode.HALF_UP);
        return rounded.precision() <= 20 ? rounded : null;
    }

    @Test
    void timeArithmetic_withIntervals_isJavaTimes() {
        LocalDateTime time = LocalDateTime.of(2026, 1, 31, 10, 0, 0, 5000);
        Calls.Typed timestamp = typed(micros(time), Simple.TIMESTAMP);
        Calls.Typed hours = typed(30L * 3_600_000_000L, Simple.INTERVAL_DAY);
        Calls.Typed month = typed(1, Simple.INTERVAL_MONTH);
        assertThat(call(ADD, Simple.TIMESTAMP, timestamp, hours)).isEqualTo(micros(time.plusHours(30)));
        assertThat(call(ADD, Simple.TIMESTAMP, hours, timestamp)).isEqualTo(micros(time.plusHours(30)));
        assertThat(call(SUBTRACT, Simple.TIMESTAMP, timestamp, hours)).isEqualTo(micros(time.minusHours(30)));
        assertThat(call(ADD, Simple.TIMESTAMP, timestamp, month)).isEqualTo(micros(time.plusMonths(1)));
        assertThat(call(SUBTRACT, Simple.TIMESTAMP, timestamp, month)).isEqualTo(micros(time.minusMonths(1)));
        Calls.Typed date = typed((int) LocalDate.of(2026, 1, 31).toEpochDay(), Simple.DATE);
        assertThat(call(ADD, Simple.DATE, date, hours))
                .isEqualTo((int) LocalDate.of(2026, 2, 1).toEpochDay());
        assertThat(call(ADD, Simple.DATE, date, month))
                .isEqualTo((int) LocalDate.of(2026, 2, 28).toEpochDay());
        assertThat(call(
                        SUBTRACT,
                        Simple.TIME,
                        typed(3_600_000_000L, Simple.TIME),
                        typed(7_200_000_000L, Simple.INTERVAL_DAY)))
                .isEqualTo(23 * 3_600_000_000L);
        assertThat(call(TIMESTAMP_DIFFERENCE, Simple.INTERVAL_DAY, timestamp, typed(0L, Simple.TIMESTAMP)))
                .isEqualTo(micros(time));
        assertThat(call(ADD, Simple.INTERVAL_DAY, hours, hours)).isEqualTo(60L * 3_600_000_000L);
        assertThat(call(SUBTRACT, Simple.INTERVAL_MONTH, month, typed(3, Simple.INTERVAL_MONTH)))
                .isEqualTo(-2);
        assertThat(call(MULTIPLY, Simple.INTERVAL_DAY, hours, 3)).isEqualTo(90L * 3_600_000_000L);
        assertThat(call(MULTIPLY, Simple.INTERVAL_DAY, 0.5, hours)).isEqualTo(15L * 3_600_000_000L);
        assertThat(call(DIVIDE, Simple.INTERVAL_DAY, hours, 4)).isEqualTo(27_000_000_000L);
        assertThat(call(NEGATE, Simple.INTERVAL_DAY, hours)).isEqualTo(-30L * 3_600_000_000L);
        assertThat(call(ADD, Simple.TIMESTAMP, typed(Long.MAX_VALUE, Simple.TIMESTAMP), hours))
                .isEqualTo(new Failed("ADD: a time or interval out of range"));
        assertThat(call(DIVIDE, Simple.INTERVAL_DAY, hours, 0)).isInstanceOf(Failed.class);
    }

    static long micros(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.get(ChronoField.MICRO_OF_SECOND);
    }

    @Test
    void conditionsOnNull_giveTheFirstOrNothing() {
        assertThat(call(COALESCE, Simple.STRING, nil(Simple.STRING), "", "b")).isEqualTo("");
        assertThat(call(COALESCE, Simple.INT, nil(Simple.INT), nil(Simple.INT))).isNull();
        assertThat(call(NULLIF, Simple.STRING, "a", "a")).isNull();
        assertThat(call(NULLIF, Simple.STRING, "a", "b")).isEqualTo("a");
        assertThat(call(NULLIF, Simple.DOUBLE, Double.NaN, Double.NaN)).isNull();
        assertThat(call(NULLIF, Simple.INT, 1, nil(Simple.INT))).isEqualTo(1);
        assertThat(call(NULLIF, Simple.INT, nil(Simple.INT), 1)).isNull();
        assertThat(call(GREATEST, Simple.INT, 1, 3, 2)).isEqualTo(3);
        assertThat(call(LEAST, Simple.STRING, "b", "a", "é")).isEqualTo("a");
        assertThat(call(GREATEST, Simple.INT, 1, nil(Simple.INT))).isNull();
        assertThat(call(GREATEST, new DataType.Array(Simple.INT), array(Simple.INT, 1), array(Simple.INT, 1, 2)))
                .isEqualTo(Arrays.asList(1, 2));
    }

    @Test
    void functions_all_haveAnEvaluator() {
        for (Function function : Function.values()) {
            assertThat(Evaluators.knows(function)).as("%s", function).isTrue();
        }
    }
}
