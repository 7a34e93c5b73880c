package io.raudal.sql;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Literal;
import io.raudal.plan.Function;
import java.util.List;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlNode;

/** The functions of time that name a unit. */
final class TimeCalls {
    private static final List<String> OF_DAY = List.of("MICROSECOND", "MILLISECOND", "SECOND", "MINUTE", "HOUR");
    private static final List<String> OF_YEARS = List.of("MONTH", "QUARTER", "YEAR", "DECADE", "CENTURY", "MILLENNIUM");
    private static final List<String> ROUNDED_DAYS = both(List.of("DAY", "WEEK"), OF_YEARS);
    private static final List<String> ROUNDED_CLOCK = List.of("MILLISECOND", "SECOND", "MINUTE", "HOUR");
    private static final List<String> ROUNDED = both(ROUNDED_CLOCK, ROUNDED_DAYS);
    private static final List<String> SHIFTED = both(OF_DAY, List.of("DAY", "WEEK", "MONTH", "QUARTER", "YEAR"));
    private static final List<String> EXTRACTED =
            both(both(OF_DAY, ROUNDED_DAYS), List.of("DOW", "DOY", "ISODOW", "ISOYEAR", "EPOCH"));
    private static final List<String> EXTRACTED_CLOCK = both(OF_DAY, List.of("EPOCH"));
    private static final List<String> EXTRACTED_LENGTH = both(OF_DAY, List.of("DAY", "EPOCH"));

    private final ExpressionCompiler compiler;
    private final Diagnostics diagnostics;

    TimeCalls(ExpressionCompiler compiler, Diagnostics diagnostics) {
        this.compiler = compiler;
        this.diagnostics = diagnostics;
    }

    private static List<String> both(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** YEAR(x), DAYOFWEEK(x) and their like. */
    Expression part(SqlCall call, String name) {
        String unit = switch (name) {
            case "DAYOFYEAR" -> "DOY";
            case "DAYOFMONTH" -> "DAY";
            case "DAYOFWEEK" -> "DOW";
            default -> name;
        };
        return extract(call, unit, compiler.compile(call.operand(0)));
    }

    Expression extract(SqlCall call, SqlNode unit, SqlNode from) {
        return extract(call, unit(unit), compiler.compile(from));
    }

    private Expression extract(SqlCall call, String unit, Expression from) {
        if (from == Literals.ERROR) {
            return from;
        }
        Expression time = from == Literals.NULL ? Coercion.to(Simple.TIMESTAMP, from) : from;
        return fits(call, "EXTRACT", unit, EXTRACTED, extracted(time.type()), time.type())
                ? ExpressionCompiler.of(Function.EXTRACT, Simple.BIGINT, text(unit), time)
                : Literals.ERROR;
    }

    private static List<String> extracted(DataType type) {
        return type instanceof Simple simple
                ? switch (simple) {
                    case TIMESTAMP, DATE -> EXTRACTED;
                    case TIME -> EXTRACTED_CLOCK;
                    case INTERVAL_DAY -> EXTRACTED_LENGTH;
                    case INTERVAL_MONTH -> OF_YEARS;
                    default -> List.of();
                }
                : List.of();
    }

    /**
     * Whether the construct takes the unit of the type; if not, it was reported.
     *
     * @param known units of the construct
     * @param units those of them that the type has
     */
    private boolean fits(
            SqlCall call, String construct, String unit, List<String> known, List<String> units, DataType type) {
        if (!known.contains(unit)) {
            diagnostics.error(call, "unit", unit, construct, String.join(", ", known));
        } else if (units.isEmpty()) {
            diagnostics.error(call, "types.time", construct, type);
        } else if (!units.contains(unit)) {
            diagnostics.error(call, "types.unit", construct, unit, type, String.join(", ", units));
        } else {
            return true;
        }
        return false;
    }

    /** FLOOR and CEIL of a time to a unit. */
    Expression round(SqlCall call) {
        Expression time = compiler.compile(call.operand(0));
        String unit = unit(call.operand(1));
        String name = call.getKind().name();
        if (time == Literals.ERROR) {
            return time;
        }
        if (time == Literals.NULL) {
            time = Coercion.to(Simple.TIMESTAMP, time);
        }
        List<String> units = time.type() == Simple.TIMESTAMP
                ? ROUNDED
                : time.type() == Simple.DATE
                        ? ROUNDED_DAYS
                        : time.type() == Simple.TIME ? ROUNDED_CLOCK : List.<String>of();
        return fits(call, name, unit, ROUNDED, units, time.type())
                ? ExpressionCompiler.of(
                        name.equals("FLOOR") ? Function.FLOOR_TIME : Function.CEIL_TIME, time.type(), time, text(unit))
                : Literals.ERROR;
    }

    Expression add(SqlCall call) {
        String unit = unit(call.operand(0));
        Expression count = compiler.compile(call.operand(1));
        Expression time = compiler.compile(call.operand(2));
        if (count == Literals.ERROR || time == Literals.ERROR) {
            return Literals.ERROR;
        }
        if (count == Literals.NULL) {
            count = Coercion.to(Simple.INT, count);
        }
        if (time == Literals.NULL || (time.type() == Simple.DATE && OF_DAY.contains(unit))) {
            time = Coercion.to(Simple.TIMESTAMP, time);
        }
        if (count.type() != Simple.INT && count.type() != Simple.BIGINT) {
            return compiler.refuse(call, "types.count", "TIMESTAMPADD", count.type());
        }
        List<String> units =
                time.type() == Simple.TIME ? OF_DAY : Types.isTime(time.type()) ? SHIFTED : List.<String>of();
        return fits(call, "TIMESTAMPADD", unit, SHIFTED, units, time.type())
                ? ExpressionCompiler.of(Function.TIMESTAMP_ADD, time.type(), text(unit), count, time)
                : Literals.ERROR;
    }

    Expression difference(SqlCall call) {
        String unit = unit(call.operand(0));
        Expression from = compiler.compile(call.operand(1));
        Expression to = compiler.compile(call.operand(2));
        if (from == Literals.ERROR || to == Literals.ERROR) {
            return Literals.ERROR;
        }
        for (Expression time : new Expression[] {from, to}) {
            boolean isDated = time == Literals.NULL || time.type() == Simple.TIMESTAMP || time.type() == Simple.DATE;
            if (!fits(call, "TIMESTAMPDIFF", unit, SHIFTED, isDated ? SHIFTED : List.of(), time.type())) {
                return Literals.ERROR;
            }
        }
        return ExpressionCompiler.of(
                Function.TIMESTAMP_DIFF,
                Simple.INT,
                text(unit),
                Coercion.to(Simple.TIMESTAMP, from),
                Coercion.to(Simple.TIMESTAMP, to));
    }

    /** TO_TIMESTAMP_LTZ(number, precision): a point in time, which here is a TIMESTAMP. */
    Expression fromEpoch(SqlCall call) {
        if (call.operandCount() < 1 || call.operandCount() > 2) {
            return compiler.refuse(
                    call, "function.count", "TO_TIMESTAMP_LTZ", call.operandCount(), "TO_TIMESTAMP_LTZ(n, 3)");
        }
        Expression number = compiler.compile(call.operand(0));
        Expression precision =
                call.operandCount() == 2 ? compiler.compile(call.operand(1)) : new Literal(3, Simple.INT);
        if (number == Literals.ERROR || precision == Literals.ERROR) {
            return Literals.ERROR;
        }
        boolean known = precision instanceof Literal literal
                && literal.value() instanceof Integer digits
                && (digits == 0 || digits == 3);
        DataType type = number.type();
        if (!known || (number != Literals.NULL && type != Simple.INT && type != Simple.BIGINT)) {
            return compiler.refuse(call, "epoch");
        }
        return ExpressionCompiler.of(
                Function.TO_TIMESTAMP_EPOCH, Simple.TIMESTAMP, Coercion.to(Simple.BIGINT, number), precision);
    }

    private static Expression text(String unit) {
        return new Literal(unit, Simple.STRING);
    }

    private String unit(SqlNode node) {
        if (node instanceof SqlIntervalQualifier qualifier) {
            return Calls.unit(qualifier);
        }
        diagnostics.error(node, "unit", node, "EXTRACT", String.join(", ", EXTRACTED));
        return "";
    }
}
