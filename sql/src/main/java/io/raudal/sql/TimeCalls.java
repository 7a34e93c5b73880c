package io.raudal.sql;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Literal;
import io.raudal.plan.Function;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlNode;

/** The functions of time that name a unit. */
final class TimeCalls {
    private static final Set<String> ROUNDED = Set.of(
            "MILLISECOND",
            "SECOND",
            "MINUTE",
            "HOUR",
            "DAY",
            "WEEK",
            "MONTH",
            "QUARTER",
            "YEAR",
            "DECADE",
            "CENTURY",
            "MILLENNIUM");
    private static final Set<String> SHIFTED =
            Set.of("MILLISECOND", "MICROSECOND", "SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR");
    private static final Set<String> EXTRACTED = Set.of(
            "MILLISECOND",
            "MICROSECOND",
            "SECOND",
            "MINUTE",
            "HOUR",
            "DAY",
            "WEEK",
            "MONTH",
            "QUARTER",
            "YEAR",
            "DOW",
            "DOY",
            "ISODOW",
            "ISOYEAR",
            "EPOCH",
            "DECADE",
            "CENTURY",
            "MILLENNIUM");
    private static final Set<String> OF_DAY = Set.of("MILLISECOND", "MICROSECOND", "SECOND", "MINUTE", "HOUR");

    private final ExpressionCompiler compiler;
    private final Diagnostics diagnostics;

    TimeCalls(ExpressionCompiler compiler, Diagnostics diagnostics) {
        this.compiler = compiler;
        this.diagnostics = diagnostics;
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
        if (!EXTRACTED.contains(unit)) {
            return compiler.refuse(call, "unit", unit, "EXTRACT");
        }
        boolean fits = time.type() == Simple.TIME
                ? OF_DAY.contains(unit) || unit.equals("EPOCH")
                : Types.isTime(time.type()) || Types.isInterval(time.type());
        if (!fits) {
            return compiler.refuse(call, "types.unit", "EXTRACT", unit, time.type());
        }
        return ExpressionCompiler.of(Function.EXTRACT, Simple.BIGINT, text(unit), time);
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
        if (!ROUNDED.contains(unit)) {
            return compiler.refuse(call, "unit", unit, name);
        }
        boolean fits = time.type() == Simple.TIMESTAMP
                || (time.type() == Simple.DATE && !OF_DAY.contains(unit))
                || (time.type() == Simple.TIME && OF_DAY.contains(unit));
        if (!fits) {
            return compiler.refuse(call, "types.unit", name, unit, time.type());
        }
        return ExpressionCompiler.of(
                name.equals("FLOOR") ? Function.FLOOR_TIME : Function.CEIL_TIME, time.type(), time, text(unit));
    }

    Expression add(SqlCall call) {
        String unit = unit(call.operand(0));
        Expression count = compiler.compile(call.operand(1));
        Expression time = compiler.compile(call.operand(2));
        if (count == Literals.ERROR || time == Literals.ERROR) {
            return Literals.ERROR;
        }
        if (!SHIFTED.contains(unit)) {
            return compiler.refuse(call, "unit", unit, "TIMESTAMPADD");
        }
        if (count == Literals.NULL) {
            count = Coercion.to(Simple.INT, count);
        }
        if (time == Literals.NULL || (time.type() == Simple.DATE && OF_DAY.contains(unit))) {
            time = Coercion.to(Simple.TIMESTAMP, time);
        }
        boolean whole = count.type() == Simple.INT || count.type() == Simple.BIGINT;
        boolean fits = time.type() == Simple.TIME ? OF_DAY.contains(unit) : Types.isTime(time.type());
        if (!whole || !fits) {
            return compiler.refuse(call, "types.unit", "TIMESTAMPADD", unit, whole ? time.type() : count.type());
        }
        return ExpressionCompiler.of(Function.TIMESTAMP_ADD, time.type(), text(unit), count, time);
    }

    Expression difference(SqlCall call) {
        String unit = unit(call.operand(0));
        Expression from = compiler.compile(call.operand(1));
        Expression to = compiler.compile(call.operand(2));
        if (from == Literals.ERROR || to == Literals.ERROR) {
            return Literals.ERROR;
        }
        if (!SHIFTED.contains(unit)) {
            return compiler.refuse(call, "unit", unit, "TIMESTAMPDIFF");
        }
        for (Expression time : new Expression[] {from, to}) {
            if (time != Literals.NULL && time.type() != Simple.TIMESTAMP && time.type() != Simple.DATE) {
                return compiler.refuse(call, "types.unit", "TIMESTAMPDIFF", unit, time.type());
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
            return compiler.refuse(call, "function.count", "TO_TIMESTAMP_LTZ", call.operandCount());
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
        diagnostics.error(node, "unit", node, "EXTRACT");
        return "";
    }
}
