package io.raudal.engine.expression;

import io.raudal.engine.Evaluator;
import io.raudal.engine.Vector;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Expression;
import io.raudal.plan.Function;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;

/** + - * / with times and intervals; a time past the range of its type fails the row. */
final class TimeArithmetic {
    static final long MICROS_PER_DAY = 86_400_000_000L;

    private TimeArithmetic() {}

    static Evaluator of(Expression.Call call, Evaluator[] operands) {
        DataType type = call.type();
        List<DataType> types = call.operands().stream().map(Expression::type).toList();
        return RowLoop.strict(operands, checked(call.function(), function(call.function(), types, type)), type);
    }

    private static RowFunction.ToLong function(Function function, List<DataType> types, DataType type) {
        DataType first = types.get(0);
        if (function == Function.NEGATE) {
            return arguments -> Math.negateExact(arguments.integer(0));
        }
        if (function == Function.TIMESTAMP_DIFFERENCE) {
            return arguments -> Math.subtractExact(arguments.integer(0), arguments.integer(1));
        }
        DataType second = types.get(1);
        if (function == Function.MULTIPLY || function == Function.DIVIDE) {
            return scaled(function, isInterval(first) ? 0 : 1, isInterval(first) ? second : first);
        }
        int sign = function == Function.SUBTRACT ? -1 : 1;
        if (isInterval(first) && isInterval(second)) {
            return arguments -> Math.addExact(arguments.integer(0), sign * arguments.integer(1));
        }
        int time = isInterval(first) ? 1 : 0;
        DataType timeType = types.get(time);
        boolean months = types.get(1 - time) == Simple.INTERVAL_MONTH;
        return arguments -> {
            long interval = Math.multiplyExact(sign, arguments.integer(1 - time));
            return convert(
                    months
                            ? plusMonths(arguments.integer(time), interval, timeType)
                            : plusMicros(arguments.integer(time), interval, timeType, type),
                    timeType,
                    type);
        };
    }

    /** The time moved by an interval: a DATE by its whole days, unless the result has a time of day; a TIME around the clock. */
    static long plusMicros(long time, long micros, DataType from, DataType to) {
        if (from == Simple.DATE) {
            return to == Simple.TIMESTAMP
                    ? Math.addExact(Math.multiplyExact(time, MICROS_PER_DAY), micros)
                    : Math.addExact(time, micros / MICROS_PER_DAY);
        }
        return from == Simple.TIME ? Math.floorMod(time + micros, MICROS_PER_DAY) : Math.addExact(time, micros);
    }

    private static long convert(long moved, DataType from, DataType to) {
        return from == Simple.TIMESTAMP && to == Simple.DATE ? Math.floorDiv(moved, MICROS_PER_DAY) : moved;
    }

    /** The same day and time of another month, or that month's last day. */
    static long plusMonths(long time, long months, DataType type) {
        if (type == Simple.DATE) {
            return LocalDate.ofEpochDay(time).plusMonths(months).toEpochDay();
        }
        if (type == Simple.TIME) {
            return time;
        }
        long day = Math.floorDiv(time, MICROS_PER_DAY);
        long moved = LocalDate.ofEpochDay(day).plusMonths(months).toEpochDay();
        return Math.addExact(Math.multiplyExact(moved, MICROS_PER_DAY), Math.floorMod(time, MICROS_PER_DAY));
    }

    private static RowFunction.ToLong scaled(Function function, int interval, DataType factor) {
        Vector kind = Vector.of(factor);
        return arguments -> {
            BigDecimal by = kind instanceof Vector.Longs
                    ? BigDecimal.valueOf(arguments.integer(1 - interval))
                    : kind instanceof Vector.Doubles
                            ? Casts.exact(arguments.number(1 - interval), "INTERVAL")
                            : arguments.decimal(1 - interval);
            BigDecimal length = BigDecimal.valueOf(arguments.integer(interval));
            if (function == Function.DIVIDE && by.signum() == 0) {
                throw new RowFailure("divide.zero", "INTERVAL");
            }
            BigDecimal scaled =
                    function == Function.MULTIPLY ? length.multiply(by) : length.divide(by, 0, RoundingMode.DOWN);
            return scaled.setScale(0, RoundingMode.DOWN).longValueExact();
        };
    }

    private static boolean isInterval(DataType type) {
        return type == Simple.INTERVAL_DAY || type == Simple.INTERVAL_MONTH;
    }

    static RowFunction checked(Function function, RowFunction.ToLong value) {
        return RowFunction.ofLong(arguments -> {
            try {
                return value.apply(arguments);
            } catch (ArithmeticException | java.time.DateTimeException e) {
                throw new RowFailure("time.range", function.toString());
            }
        });
    }
}
