package io.raudal.engine.expression;

import static io.raudal.plan.Function.*;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Expression;
import io.raudal.plan.Function;
import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Map;

/** EXTRACT, FLOOR, CEIL, TIMESTAMPADD and TIMESTAMPDIFF by units. Weeks start on Sunday, but for the number of a week, which is ISO's. */
final class TimeUnits {
    private static final long DAY = TimeArithmetic.MICROS_PER_DAY;

    private TimeUnits() {}

    static void addTo(Map<Function, RowFunctionFactory> all) {
        all.put(EXTRACT, TimeUnits::extract);
        all.put(FLOOR_TIME, call -> round(call, false));
        all.put(CEIL_TIME, call -> round(call, true));
        all.put(TIMESTAMP_ADD, TimeUnits::add);
        all.put(TIMESTAMP_DIFF, TimeUnits::difference);
    }

    private static String unit(Expression.Call call, int operand) {
        if (call.operands().get(operand) instanceof Expression.Literal literal
                && literal.value() instanceof String unit) {
            return unit;
        }
        throw new IllegalArgumentException(call.function() + ": the unit must be a literal");
    }

    /** A unit of fixed length in microseconds; 0 for months and longer. */
    private static long micros(String unit) {
        return switch (unit) {
            case "NANOSECOND", "MICROSECOND" -> 1;
            case "MILLISECOND" -> 1000;
            case "SECOND" -> 1_000_000;
            case "MINUTE" -> 60_000_000;
            case "HOUR" -> 3_600_000_000L;
            case "DAY" -> DAY;
            case "WEEK" -> 7 * DAY;
            default -> 0;
        };
    }

    private static int months(String unit) {
        return switch (unit) {
            case "MONTH" -> 1;
            case "QUARTER" -> 3;
            case "YEAR" -> 12;
            case "DECADE" -> 120;
            case "CENTURY" -> 1200;
            case "MILLENNIUM" -> 12_000;
            default -> throw new IllegalArgumentException("no unit " + unit);
        };
    }

    private static RowFunction extract(Expression.Call call) {
        String unit = unit(call, 0);
        DataType type = call.operands().get(1).type();
        if (type == Simple.INTERVAL_MONTH) {
            int length = months(unit);
            return RowFunction.ofLong(a -> length >= 12 ? a.integer(1) / length : a.integer(1) % 12 / length);
        }
        if (unit.equals("EPOCH")) {
            return RowFunction.ofLong(
                    a -> type == Simple.DATE ? a.integer(1) * 86_400 : Math.floorDiv(a.integer(1), 1_000_000L));
        }
        if (type == Simple.INTERVAL_DAY) {
            if (micros(unit) == 0 || micros(unit) > DAY) {
                throw new IllegalArgumentException("no unit of an INTERVAL DAY: " + unit);
            }
            return RowFunction.ofLong(a -> unit.equals("DAY") ? a.integer(1) / DAY : clock(unit, a.integer(1) % DAY));
        }
        if (type == Simple.TIME) {
            return RowFunction.ofLong(a -> clock(unit, a.integer(1)));
        }
        boolean isClock = micros(unit) > 0 && micros(unit) < DAY;
        if (type == Simple.DATE) {
            return RowFunction.ofLong(a -> isClock ? 0 : date(unit, LocalDate.ofEpochDay(a.integer(1))));
        }
        return RowFunction.ofLong(a -> isClock
                ? clock(unit, Math.floorMod(a.integer(1), DAY))
                : date(unit, LocalDate.ofEpochDay(Math.floorDiv(a.integer(1), DAY))));
    }

    /** Units below the second count from its start. */
    private static long clock(String unit, long micros) {
        return switch (unit) {
            case "HOUR" -> micros / 3_600_000_000L;
            case "MINUTE" -> micros / 60_000_000 % 60;
            case "SECOND" -> micros / 1_000_000 % 60;
            case "MILLISECOND" -> micros / 1000 % 1000;
            case "MICROSECOND" -> micros % 1_000_000;
            case "NANOSECOND" -> micros % 1_000_000 * 1000;
            default -> throw new IllegalArgumentException("no unit of a time of day: " + unit);
        };
    }

    private static long date(String unit, LocalDate date) {
        int year = date.getYear();
        return switch (unit) {
            case "YEAR" -> year;
            case "QUARTER" -> (date.getMonthValue() + 2) / 3;
            case "MONTH" -> date.getMonthValue();
            case "WEEK" -> date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case "ISOYEAR" -> date.get(IsoFields.WEEK_BASED_YEAR);
            case "DAY" -> date.getDayOfMonth();
            case "DOY" -> date.getDayOfYear();
            case "DOW" -> date.get(ChronoField.DAY_OF_WEEK) % 7 + 1;
            case "ISODOW" -> date.get(ChronoField.DAY_OF_WEEK);
            case "DECADE" -> year / 10;
            case "CENTURY" -> year > 0 ? (year + 99) / 100 : (year - 99) / 100;
            case "MILLENNIUM" -> year > 0 ? (year + 999) / 1000 : (year - 999) / 1000;
            default -> throw new IllegalArgumentException("no unit of a date: " + unit);
        };
    }

    private static RowFunction round(Expression.Call call, boolean up) {
        String unit = unit(call, 1);
        DataType type = call.operands().get(0).type();
        long micros = micros(unit);
        RowFunction.ToLong function;
        if (type == Simple.DATE) {
            function = a -> micros > 0 && micros <= DAY ? a.integer(0) : roundDay(unit, a.integer(0), up);
        } else if (micros > 0 && micros <= DAY) {
            function = a -> {
                long floor = a.integer(0) - Math.floorMod(a.integer(0), micros);
                long rounded = up && floor != a.integer(0) ? Math.addExact(floor, micros) : floor;
                if (type == Simple.TIME && rounded == DAY) {
                    throw new ArithmeticException("the next day has no TIME");
                }
                return rounded;
            };
        } else {
            function = a -> {
                long day = Math.floorDiv(a.integer(0), DAY);
                // up from a day that has begun is up from the next one
                boolean begun = up && Math.floorMod(a.integer(0), DAY) != 0;
                return Math.multiplyExact(roundDay(unit, begun ? day + 1 : day, up), DAY);
            };
        }
        return TimeArithmetic.checked(call.function(), function);
    }

    private static long roundDay(String unit, long day, boolean up) {
        LocalDate date = LocalDate.ofEpochDay(day);
        LocalDate floor;
        LocalDate next;
        if (unit.equals("WEEK")) {
            floor = date.minusDays(date.getDayOfWeek().getValue() % 7);
            next = floor.plusDays(7);
        } else {
            int months = months(unit);
            // centuries and millennia start with the year 1
            int from = months >= 1200 ? 1 : 0;
            long index =
                    Math.floorDiv((date.getYear() - from) * 12L + date.getMonthValue() - 1, (long) months) * months;
            floor = LocalDate.of(
                    Math.toIntExact(Math.floorDiv(index, 12L)) + from, (int) Math.floorMod(index, 12L) + 1, 1);
            next = floor.plusMonths(months);
        }
        return (up && !floor.equals(date) ? next : floor).toEpochDay();
    }

    private static RowFunction add(Expression.Call call) {
        String unit = unit(call, 0);
        DataType type = call.operands().get(2).type();
        long micros = micros(unit);
        return TimeArithmetic.checked(TIMESTAMP_ADD, a -> {
            long count = a.integer(1);
            long time = a.integer(2);
            if (micros == 0) {
                return TimeArithmetic.plusMonths(time, Math.multiplyExact(count, months(unit)), type);
            }
            long length = unit.equals("NANOSECOND") ? count / 1000 : Math.multiplyExact(count, micros);
            return TimeArithmetic.plusMicros(time, length, type, call.type());
        });
    }

    private static RowFunction difference(Expression.Call call) {
        String unit = unit(call, 0);
        long micros = micros(unit);
        boolean fromDate = call.operands().get(1).type() == Simple.DATE;
        boolean toDate = call.operands().get(2).type() == Simple.DATE;
        return TimeArithmetic.checked(TIMESTAMP_DIFF, a -> {
            long from = fromDate ? Math.multiplyExact(a.integer(1), DAY) : a.integer(1);
            long to = toDate ? Math.multiplyExact(a.integer(2), DAY) : a.integer(2);
            long units = micros > 0
                    ? Math.subtractExact(to, from) / micros
                    : (from <= to ? monthsBetween(from, to) : -monthsBetween(to, from)) / months(unit);
            return call.type() == Simple.INT ? Math.toIntExact(units) : units;
        });
    }

    /** How often a month can be added without passing the later time; a month's last day counts for the days it lacks. */
    private static long monthsBetween(long from, long to) {
        LocalDate first = LocalDate.ofEpochDay(Math.floorDiv(from, DAY));
        LocalDate last = LocalDate.ofEpochDay(Math.floorDiv(to, DAY));
        long months = (last.getYear() - first.getYear()) * 12L + last.getMonthValue() - first.getMonthValue();
        return TimeArithmetic.plusMonths(from, months, Simple.TIMESTAMP) > to ? months - 1 : months;
    }
}
