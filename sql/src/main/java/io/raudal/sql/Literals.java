package io.raudal.sql;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Decimal;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Literal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlIntervalLiteral.IntervalValue;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.NlsString;
import org.jspecify.annotations.Nullable;

/** SQL's literals as constants of the plan. */
final class Literals {
    /** NULL without a type yet, told by identity; what uses it gives it one. */
    static final Literal NULL = new Literal(null, Simple.STRING);

    /** Stands for an expression whose problem was reported, told by identity; nothing about it is reported again. */
    static final Literal ERROR = new Literal(null, Simple.STRING);

    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long MICROS_PER_DAY = 86_400L * MICROS_PER_SECOND;
    private static final Pattern DATE = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,9}))?)?");
    private static final Pattern BETWEEN = Pattern.compile("[ T]");

    private Literals() {}

    static Expression of(SqlLiteral literal, Diagnostics diagnostics) {
        Object value = literal instanceof SqlUnknownLiteral unknown ? unknown.getValue() : literal.getValue();
        if (literal instanceof SqlUnknownLiteral unknown) {
            return ofTag(unknown, diagnostics);
        }
        if (value == null) {
            return literal.getTypeName() == SqlTypeName.NULL ? NULL : unsupported(literal, diagnostics);
        }
        if (value instanceof Boolean) {
            return new Literal(value, Simple.BOOLEAN);
        }
        if (value instanceof NlsString text) {
            return new Literal(text.getValue(), Simple.STRING);
        }
        if (value instanceof BigDecimal number) {
            return ofNumber(literal, number, diagnostics);
        }
        if (value instanceof IntervalValue interval) {
            return ofInterval(literal, interval, diagnostics);
        }
        return unsupported(literal, diagnostics);
    }

    private static Expression unsupported(SqlLiteral literal, Diagnostics diagnostics) {
        diagnostics.error(literal, "literal", literal.getTypeName());
        return ERROR;
    }

    private static Expression ofTag(SqlUnknownLiteral literal, Diagnostics diagnostics) {
        String text = Objects.requireNonNull(literal.getValue());
        DataType type;
        switch (literal.tag.toUpperCase(Locale.ROOT)) {
            case "DATE" -> type = Simple.DATE;
            case "TIME" -> type = Simple.TIME;
            case "TIMESTAMP" -> type = Simple.TIMESTAMP;
            default -> {
                diagnostics.error(literal, "literal", literal.tag);
                return ERROR;
            }
        }
        Object value = parse(text, type);
        if (value == null) {
            diagnostics.error(literal, "literal.bad", text, type, example(type));
            return ERROR;
        }
        return new Literal(value, type);
    }

    private static Expression ofNumber(SqlLiteral literal, BigDecimal number, Diagnostics diagnostics) {
        if (literal.getTypeName() == SqlTypeName.DOUBLE) {
            return new Literal(number.doubleValue(), Simple.DOUBLE);
        }
        if (number.scale() <= 0) {
            BigInteger whole = number.toBigInteger();
            if (whole.bitLength() < Integer.SIZE) {
                return new Literal(whole.intValue(), Simple.INT);
            }
            if (whole.bitLength() < Long.SIZE) {
                return new Literal(whole.longValue(), Simple.BIGINT);
            }
            number = new BigDecimal(whole);
        }
        int precision = Math.max(number.precision(), number.scale());
        if (precision > Decimal.MAX_PRECISION) {
            diagnostics.error(literal, "literal.digits", Decimal.MAX_PRECISION);
            return ERROR;
        }
        return new Literal(number, new Decimal(precision, number.scale()));
    }

    private static Expression ofInterval(SqlLiteral literal, IntervalValue interval, Diagnostics diagnostics) {
        SqlIntervalQualifier qualifier = interval.getIntervalQualifier();
        TimeUnit start = qualifier.timeUnitRange.startUnit;
        TimeUnit end = qualifier.timeUnitRange.endUnit == null ? start : qualifier.timeUnitRange.endUnit;
        String text = interval.getIntervalLiteral().strip();
        boolean negative = text.startsWith("-");
        String[] fields = fields(negative || text.startsWith("+") ? text.substring(1) : text, start);
        int given = qualifier.getStartPrecisionPreservingDefault();
        int digits = given < 0 ? 2 : given;
        BigDecimal total = BigDecimal.ZERO;
        TimeUnit[] units = {TimeUnit.DAY, TimeUnit.HOUR, TimeUnit.MINUTE, TimeUnit.SECOND};
        if (start.yearMonth && end.yearMonth) {
            units = start == end ? new TimeUnit[] {start} : new TimeUnit[] {TimeUnit.YEAR, TimeUnit.MONTH};
        } else if (start == TimeUnit.WEEK) {
            units = new TimeUnit[] {start};
        }
        int unit = 0;
        while (unit < units.length && units[unit] != start) {
            unit++;
        }
        boolean good = unit < units.length;
        for (int i = 0; good && i < fields.length; i++, unit++) {
            good = unit < units.length
                    && fields[i].matches(units[unit] == TimeUnit.SECOND ? "\\d{1,18}(\\.\\d{1,9})?" : "\\d{1,18}");
            if (good) {
                BigDecimal field = new BigDecimal(fields[i]);
                int whole = field.toBigInteger().toString().length();
                if (i == 0 && whole > digits) {
                    diagnostics.error(literal, "interval.digits", text, start, whole, digits);
                    return ERROR;
                }
                good = i == 0 || field.compareTo(limit(units[unit])) < 0;
                total = total.add(field.multiply(units[unit].multiplier));
            }
        }
        if (!good || unit == 0 || units[unit - 1] != end) {
            diagnostics.error(literal, "interval.bad", text, start == end ? start : start + " TO " + end);
            return ERROR;
        }
        BigDecimal signed = negative == interval.getSign() < 0 ? total : total.negate();
        // Calcite's multipliers are milliseconds, or months.
        BigDecimal length = start.yearMonth ? signed : signed.movePointRight(3);
        if (length.toBigInteger().bitLength() >= (start.yearMonth ? Integer.SIZE : Long.SIZE)) {
            diagnostics.error(literal, "interval.range", text, start);
            return ERROR;
        }
        return start.yearMonth
                ? new Literal(length.intValue(), Simple.INTERVAL_MONTH)
                : new Literal(length.longValue(), Simple.INTERVAL_DAY);
    }

    /** The fields of {@code 1 02:03:04.5} or {@code 1-2}. */
    private static String[] fields(String text, TimeUnit start) {
        if (start.yearMonth) {
            return text.split("-", -1);
        }
        if (start != TimeUnit.DAY) {
            return text.split(":", -1);
        }
        String[] days = text.split(" +", 2);
        return days.length == 1 ? days : (days[0] + ":" + days[1]).split(":", -1);
    }

    /** A field behind the first is below this. */
    private static BigDecimal limit(TimeUnit unit) {
        return BigDecimal.valueOf(unit == TimeUnit.HOUR ? 24 : unit == TimeUnit.MONTH ? 12 : 60);
    }

    /** How a constant of the type is written. */
    static String example(DataType type) {
        return type instanceof Simple simple
                ? switch (simple) {
                    case DATE -> "DATE '2026-01-31'";
                    case TIME -> "TIME '12:30:00'";
                    case TIMESTAMP -> "TIMESTAMP '2026-01-31 12:30:00'";
                    case BOOLEAN -> "TRUE";
                    case DOUBLE -> "1.5e0";
                    default -> "1";
                }
                : "1.5";
    }

    /** The constant that text stands for in a type, as an implicit cast of a literal reads it; null if it is none. */
    static @Nullable Object parse(String text, DataType type) {
        String trimmed = text.strip();
        try {
            if (type instanceof Decimal decimal) {
                BigDecimal number = new BigDecimal(trimmed).setScale(decimal.scale(), java.math.RoundingMode.HALF_UP);
                return number.precision() > decimal.precision() ? null : number;
            }
            if (!(type instanceof Simple simple)) {
                return null;
            }
            return switch (simple) {
                case STRING, JSON -> text;
                case BOOLEAN ->
                    trimmed.equalsIgnoreCase("true") || trimmed.equalsIgnoreCase("false")
                            ? (Object) trimmed.equalsIgnoreCase("true")
                            : null;
                case INT -> Integer.valueOf(trimmed);
                case BIGINT -> Long.valueOf(trimmed);
                case DOUBLE -> Double.valueOf(trimmed);
                case DATE -> (int) date(trimmed).toEpochDay();
                case TIME -> micros(trimmed);
                case TIMESTAMP -> {
                    String[] parts = BETWEEN.split(
                            trimmed.endsWith("Z") ? trimmed.substring(0, trimmed.length() - 1) : trimmed, 2);
                    long days = date(parts[0]).toEpochDay();
                    yield days * MICROS_PER_DAY + (parts.length == 1 ? 0 : micros(parts[1]));
                }
                case INTERVAL_DAY, INTERVAL_MONTH -> null;
            };
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }

    private static LocalDate date(String text) {
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            throw new NumberFormatException(text);
        }
        return LocalDate.of(
                Integer.parseInt(date.group(1)), Integer.parseInt(date.group(2)), Integer.parseInt(date.group(3)));
    }

    private static Long micros(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new NumberFormatException(text);
        }
        int second = time.group(3) == null ? 0 : Integer.parseInt(time.group(3));
        String fraction = time.group(4) == null ? "" : time.group(4);
        int nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
        return LocalTime.of(Integer.parseInt(time.group(1)), Integer.parseInt(time.group(2)), second, nanos)
                        .toNanoOfDay()
                / 1_000;
    }
}
