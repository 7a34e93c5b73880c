package io.raudal.engine.expression;

import io.raudal.engine.Evaluator;
import io.raudal.engine.Failures;
import io.raudal.engine.Vector;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes of type. A value that does not fit fails the row, with the value in the reason; only DECIMAL to DECIMAL and number to
 * DECIMAL are NULL past the precision, as in Flink. What has no entry here is refused when the expression is compiled.
 */
final class Casts {
    private static final int SHOWN = 40;

    private Casts() {}

    static Evaluator of(Evaluator operand, DataType from, DataType to, boolean safe) {
        if (from.equals(to)
                || (from == Simple.INT && to == Simple.BIGINT)
                || (from == Simple.JSON && to == Simple.STRING)) {
            return operand;
        }
        if ((from == Simple.INT || from == Simple.BIGINT) && to == Simple.DOUBLE) {
            return new WholeToDouble(operand);
        }
        RowFunction function = function(from, to);
        return safe ? RowLoop.safe(operand, function, to) : RowLoop.strict(new Evaluator[] {operand}, function, to);
    }

    /** @throws IllegalArgumentException if there is no such cast */
    static RowFunction function(DataType from, DataType to) {
        RowFunction function = find(from, to);
        if (function == null) {
            throw new IllegalArgumentException("no CAST from " + from + " to " + to);
        }
        return function;
    }

    private static @Nullable RowFunction find(DataType from, DataType to) {
        if (to == Simple.STRING) {
            Vector kind = Vector.of(from);
            return kind instanceof Vector.Texts
                    ? RowFunction.ofText(a -> a.text(0))
                    : RowFunction.ofText(a -> Texts.of(Cells.get(a.vectors[0], a.row, from), from));
        }
        if (from == Simple.JSON) {
            return JsonCasts.from(to);
        }
        if (from == Simple.STRING) {
            return TextCasts.function(to);
        }
        if (to == Simple.JSON) {
            return JsonCasts.to(from);
        }
        if (from instanceof DataType.Array array && to instanceof DataType.Array target) {
            return elements(array, target);
        }
        if (from instanceof DataType.Map map && to instanceof DataType.Map target) {
            return mapValues(map, target);
        }
        if (from instanceof Simple simple && to instanceof Simple target && !from.isNumeric()) {
            return times(simple, target);
        }
        return number(from, to);
    }

    /** Between numbers, from BOOLEAN to numbers and back, and from whole numbers to intervals. */
    private static @Nullable RowFunction number(DataType from, DataType to) {
        if (from == Simple.DOUBLE) {
            if (to == Simple.INT || to == Simple.BIGINT) {
                return RowFunction.ofLong(a -> whole(a.number(0), to));
            }
            if (to instanceof DataType.Decimal) {
                return RowFunction.ofDecimal(a -> Decimals.fit(exact(a.number(0), to.toString()), to));
            }
            return to == Simple.BOOLEAN ? RowFunction.ofBoolean(a -> a.number(0) != 0) : null;
        }
        if (from instanceof DataType.Decimal) {
            if (to == Simple.INT || to == Simple.BIGINT) {
                return RowFunction.ofLong(a -> whole(a.decimal(0), to));
            }
            if (to == Simple.DOUBLE) {
                return RowFunction.ofDouble(a -> a.decimal(0).doubleValue());
            }
            if (to instanceof DataType.Decimal) {
                return RowFunction.ofDecimal(a -> Decimals.fit(a.decimal(0), to));
            }
            return to == Simple.BOOLEAN
                    ? RowFunction.ofBoolean(a -> a.decimal(0).signum() != 0)
                    : null;
        }
        boolean isWhole = from == Simple.INT || from == Simple.BIGINT || from == Simple.BOOLEAN;
        if (isWhole && to instanceof DataType.Decimal) {
            return RowFunction.ofDecimal(a -> Decimals.fit(BigDecimal.valueOf(a.integer(0)), to));
        }
        if (isWhole && to instanceof Simple target) {
            return switch (target) {
                case INT -> RowFunction.ofLong(a -> inRange(a.integer(0), to));
                case BIGINT -> RowFunction.ofLong(a -> a.integer(0));
                case BOOLEAN -> RowFunction.ofBoolean(a -> a.integer(0) != 0);
                case DOUBLE -> RowFunction.ofDouble(a -> a.integer(0));
                case INTERVAL_MONTH -> RowFunction.ofLong(a -> inRange(a.integer(0), to));
                case INTERVAL_DAY -> RowFunction.ofLong(a -> micros(a.integer(0)));
                default -> null;
            };
        }
        return null;
    }

    private static @Nullable RowFunction times(Simple from, Simple to) {
        return switch (from) {
            case TIMESTAMP ->
                switch (to) {
                    case DATE -> RowFunction.ofLong(a -> Math.floorDiv(a.integer(0), TimeArithmetic.MICROS_PER_DAY));
                    case TIME -> RowFunction.ofLong(a -> Math.floorMod(a.integer(0), TimeArithmetic.MICROS_PER_DAY));
                    default -> null;
                };
            case DATE -> to == Simple.TIMESTAMP ? RowFunction.ofLong(a -> midnight(a.integer(0))) : null;
            case TIME -> to == Simple.TIMESTAMP ? RowFunction.ofLong(a -> a.integer(0)) : null;
            case INTERVAL_DAY -> to == Simple.BIGINT ? RowFunction.ofLong(a -> a.integer(0) / 1000) : null;
            case INTERVAL_MONTH ->
                to == Simple.INT || to == Simple.BIGINT ? RowFunction.ofLong(a -> a.integer(0)) : null;
            default -> number(from, to);
        };
    }

    private static long midnight(long day) {
        if (Math.abs(day) > Long.MAX_VALUE / TimeArithmetic.MICROS_PER_DAY) {
            throw failure(Texts.of((int) day, Simple.DATE), Simple.TIMESTAMP, "cast.range");
        }
        return day * TimeArithmetic.MICROS_PER_DAY;
    }

    private static long micros(long millis) {
        if (Math.abs(millis) > Long.MAX_VALUE / 1000) {
            throw failure(Long.toString(millis), Simple.INTERVAL_DAY, "cast.range");
        }
        return millis * 1000;
    }

    private static long whole(double value, DataType to) {
        double truncated = value < 0 ? Math.ceil(value) : Math.floor(value);
        boolean fits = to == Simple.INT
                ? truncated >= Integer.MIN_VALUE && truncated <= Integer.MAX_VALUE
                : truncated >= -0x1p63 && truncated < 0x1p63;
        if (!fits) {
            throw failure(Texts.of(value, Simple.DOUBLE), to, Double.isNaN(value) ? "cast.number" : "cast.range");
        }
        return (long) truncated;
    }

    private static long whole(BigDecimal value, DataType to) {
        BigDecimal truncated = value.setScale(0, RoundingMode.DOWN);
        if (truncated.precision() > 19 || truncated.toBigInteger().bitLength() > 63) {
            throw failure(value.toPlainString(), to, "cast.range");
        }
        return inRange(truncated.longValue(), to);
    }

    static long inRange(long value, DataType to) {
        if (to != Simple.BIGINT && value != (int) value) {
            throw failure(Long.toString(value), to, "cast.range");
        }
        return value;
    }

    /** The number that a DOUBLE's shortest text says. */
    static BigDecimal exact(double value, String to) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new RowFailure("cast.number", Texts.of(value, Simple.DOUBLE), to);
        }
        return new BigDecimal(Texts.of(value, Simple.DOUBLE));
    }

    /** {@code CAST('abc' AS INT): not a number}, where {@code value} is the value's text as SQL writes it. */
    static RowFailure failure(String value, DataType to, String key) {
        return new RowFailure(key, value, to.toString());
    }

    /** A text in quotes, its end left out if it is long. */
    static String quoted(String text) {
        int end = text.offsetByCodePoints(0, Math.min(SHOWN, text.codePointCount(0, text.length())));
        return "'" + text.substring(0, end) + (end < text.length() ? "..." : "") + "'";
    }

    private static RowFunction elements(DataType.Array from, DataType.Array to) {
        OneCell cell = new OneCell(from.element(), to.element());
        return RowFunction.ofValue(arguments -> {
            List<@Nullable Object> cast = new ArrayList<>();
            for (Object element : arguments.array(0)) {
                cast.add(cell.cast(element));
            }
            return cast;
        });
    }

    private static RowFunction mapValues(DataType.Map from, DataType.Map to) {
        OneCell cell = new OneCell(from.value(), to.value());
        return RowFunction.ofValue(arguments -> {
            Map<String, @Nullable Object> cast = new LinkedHashMap<>();
            arguments.map(0).forEach((key, value) -> cast.put(key, cell.cast(value)));
            return cast;
        });
    }

    /** Casts objects by the functions for vectors: an element at a time goes through vectors of one row. */
    private static final class OneCell {
        private final DataType to;
        private final @Nullable RowFunction function;
        private final Arguments arguments = new Arguments(1);
        private final Vector result;

        OneCell(DataType from, DataType to) {
            this.to = to;
            this.function = from.equals(to) ? null : Casts.function(from, to);
            this.arguments.vectors[0] = Vector.of(from);
            this.result = Vector.of(to);
            this.arguments.vectors[0].ensure(1);
            this.result.ensure(1);
        }

        @Nullable Object cast(@Nullable Object value) {
            if (value == null || function == null) {
                return value;
            }
            arguments.vectors[0].clear();
            result.clear();
            Cells.put(arguments.vectors[0], 0, value);
            result.setNull(0, false);
            function.apply(arguments, result);
            return Cells.get(result, 0, to);
        }
    }

    private static final class WholeToDouble implements Evaluator {
        private final Evaluator operand;
        private final Vector.Doubles result = new Vector.Doubles();

        WholeToDouble(Evaluator operand) {
            this.operand = operand;
        }

        @Override
        public Vector evaluate(Vector[] columns, int[] selection, int selected, Failures failures) {
            Vector.Longs input = (Vector.Longs) operand.evaluate(columns, selection, selected, failures);
            Cells.prepare(result, selection, selected);
            for (int i = 0; i < selected; i++) {
                int row = selection[i];
                result.setNull(row, input.isNull(row));
                result.values[row] = input.values[row];
            }
            return result;
        }
    }
}
