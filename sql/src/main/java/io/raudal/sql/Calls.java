package io.raudal.sql;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.model.Nearest;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Call;
import io.raudal.plan.Expression.Cast;
import io.raudal.plan.Expression.Literal;
import io.raudal.plan.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** Calls of functions: those with a syntax of their own here, the others by {@link FunctionTable}. */
final class Calls {
    private static final Set<String> CLOCK = Set.of(
            "NOW",
            "PROCTIME",
            "CURRENT_ROW_TIMESTAMP",
            "CURRENT_WATERMARK",
            "CURRENT_TIMESTAMP",
            "CURRENT_DATE",
            "CURRENT_TIME",
            "LOCALTIME",
            "LOCALTIMESTAMP");
    private static final Set<String> RANDOM = Set.of("RAND", "RAND_INTEGER", "UUID");
    private static final Set<String> OLD_WINDOWS = Set.of(
            "$TUMBLE",
            "$HOP",
            "$SESSION",
            "TUMBLE",
            "HOP",
            "SESSION",
            "TUMBLE_START",
            "TUMBLE_END",
            "TUMBLE_ROWTIME",
            "TUMBLE_PROCTIME",
            "HOP_START",
            "HOP_END",
            "HOP_ROWTIME",
            "HOP_PROCTIME",
            "SESSION_START",
            "SESSION_END",
            "SESSION_ROWTIME",
            "SESSION_PROCTIME");
    private static final Set<String> PARTS = Set.of(
            "YEAR", "QUARTER", "MONTH", "WEEK", "DAYOFYEAR", "DAYOFMONTH", "DAYOFWEEK", "HOUR", "MINUTE", "SECOND");
    private static final Set<String> OVER_ONLY =
            Set.of("ROW_NUMBER", "RANK", "DENSE_RANK", "PERCENT_RANK", "CUME_DIST", "NTILE", "LAG", "LEAD");

    /** The names that are handled here and that a misspelt one may have meant. */
    private static final List<String> NAMES = List.of(
            "CAST",
            "TRY_CAST",
            "COALESCE",
            "IFNULL",
            "NULLIF",
            "IF",
            "MOD",
            "LTRIM",
            "RTRIM",
            "BTRIM",
            "TRIM",
            "INSTR",
            "SHA2",
            "EXTRACT",
            "TIMESTAMPADD",
            "TIMESTAMPDIFF",
            "TO_TIMESTAMP_LTZ",
            "JSON_VALUE",
            "JSON_EXISTS",
            "JSON_QUERY",
            "GROUPING",
            "GROUPING_ID");

    private final ExpressionCompiler compiler;
    private final Diagnostics diagnostics;

    Calls(ExpressionCompiler compiler, Diagnostics diagnostics) {
        this.compiler = compiler;
        this.diagnostics = diagnostics;
    }

    Expression compile(SqlCall call) {
        return switch (call.getKind()) {
            case CAST, SAFE_CAST -> cast(call);
            case EXTRACT -> new TimeCalls(compiler, diagnostics).extract(call, call.operand(0), call.operand(1));
            case FLOOR, CEIL ->
                call.operandCount() == 2 && call.operand(1) instanceof SqlIntervalQualifier
                        ? new TimeCalls(compiler, diagnostics).round(call)
                        : table(call, call.getKind().name());
            case TIMESTAMP_ADD -> new TimeCalls(compiler, diagnostics).add(call);
            case TIMESTAMP_DIFF -> new TimeCalls(compiler, diagnostics).difference(call);
            case TRIM -> new TextCalls(compiler, diagnostics).trim(call);
            case LIKE, SIMILAR -> new TextCalls(compiler, diagnostics).like(call);
            case ITEM -> item(call);
            case ARRAY_VALUE_CONSTRUCTOR -> array(call);
            case MAP_VALUE_CONSTRUCTOR -> map(call);
            case FILTER -> aggregate(call.operand(0), call.operand(1));
            case IGNORE_NULLS, RESPECT_NULLS, WITHIN_GROUP, WITHIN_DISTINCT ->
                compiler.refuse(call, "unsupported", call.getKind().sql);
            case ROW -> compiler.refuse(call, "unsupported", "ROW(x, y) or (x, y)");
            case INTERVAL -> compiler.refuse(call, "interval.text");
            default -> named(call, ExpressionCompiler.name(call));
        };
    }

    private Expression aggregate(SqlNode call, SqlNode filter) {
        if (!(call instanceof SqlCall aggregate) || !Aggregates.isAggregate(ExpressionCompiler.name(call))) {
            return compiler.refuse(call, "aggregate.filter", ExpressionCompiler.written(call));
        }
        return Aggregates.compile(aggregate, filter, compiler, diagnostics);
    }

    private Expression named(SqlCall call, String name) {
        if (Aggregates.isAggregate(name)) {
            return Aggregates.compile(call, null, compiler, diagnostics);
        }
        if (name.startsWith("JSON_") || name.startsWith("IS JSON") || name.startsWith("IS NOT JSON")) {
            return new JsonCalls(compiler, diagnostics).compile(call, name);
        }
        if (CLOCK.contains(name) || (name.equals("UNIX_TIMESTAMP") && call.operandCount() == 0)) {
            return compiler.refuse(call, "clock", name);
        }
        if (RANDOM.contains(name)) {
            return compiler.refuse(call, "random", name);
        }
        if (OLD_WINDOWS.contains(name)) {
            return compiler.refuse(call, "window.old", name.replace("$", ""));
        }
        if (OVER_ONLY.contains(name)) {
            return compiler.refuse(call, "over.without", name);
        }
        if (call.getFunctionQuantifier() != null) {
            return compiler.refuse(call, "distinct", ExpressionCompiler.written(call));
        }
        if (PARTS.contains(name)) {
            return call.operandCount() == 1
                    ? new TimeCalls(compiler, diagnostics).part(call, name)
                    : compiler.refuse(call, "function.count", name, call.operandCount(), name + "(x)");
        }
        return switch (name) {
            case "||" -> new TextCalls(compiler, diagnostics).joined(call);
            case "COALESCE", "IFNULL" -> coalesce(call, name);
            case "NULLIF" -> nullif(call);
            case "IF" -> condition(call);
            case "MOD" -> mod(call);
            case "LTRIM", "RTRIM", "BTRIM" -> new TextCalls(compiler, diagnostics).trimmed(call, name);
            case "INSTR" -> new TextCalls(compiler, diagnostics).instr(call);
            case "SHA2" -> new TextCalls(compiler, diagnostics).sha2(call);
            case "STR_TO_MAP" -> new TextCalls(compiler, diagnostics).stringToMap(call);
            case "TO_TIMESTAMP_LTZ" -> new TimeCalls(compiler, diagnostics).fromEpoch(call);
            case "GROUPING", "GROUPING_ID", "GROUP_ID" -> grouping(call, name);
            default -> table(call, name);
        };
    }

    private Expression table(SqlCall call, String name) {
        List<Expression> operands = compiler.compileAll(call.getOperandList());
        if (FunctionTable.has(name)) {
            return FunctionTable.call(name, operands, call, diagnostics);
        }
        Set<String> known = new TreeSet<>(FunctionTable.names());
        known.addAll(NAMES);
        known.addAll(Aggregates.names());
        Optional<String> nearest = Synonyms.of(name).or(() -> Nearest.of(name, known));
        String written = ExpressionCompiler.written(call);
        return nearest.isPresent()
                ? compiler.refuse(call, "function.nearest", written, nearest.get())
                : compiler.refuse(call, "function.unknown", written);
    }

    private Expression cast(SqlCall call) {
        Expression operand = compiler.compile(call.operand(0));
        if (!(call.operand(1) instanceof SqlDataTypeSpec spec)) {
            return compiler.refuse(
                    call, "types.cast.interval", call.getOperator().getName());
        }
        DataType type = Types.of(spec, call, diagnostics);
        if (operand == Literals.ERROR || type == null) {
            return Literals.ERROR;
        }
        Expression cast = cast(operand, type, call.getOperator().getName().equals("TRY_CAST"), call);
        int length = Types.varcharLength(spec);
        return length < 0
                ? cast
                : ExpressionCompiler.of(Function.LEFT, Simple.STRING, cast, new Literal(length, Simple.INT));
    }

    Expression cast(Expression operand, DataType type, boolean safe, SqlNode place) {
        if (operand == Literals.NULL) {
            return new Literal(null, type);
        }
        if (operand.type().equals(type)) {
            return operand;
        }
        if (!isCastable(operand.type(), type)) {
            return compiler.refuse(place, refusal(operand.type(), type), operand.type(), type);
        }
        Expression from = operand.type() == Simple.JSON && type != Simple.STRING
                ? new Cast(operand, Simple.STRING, false)
                : operand;
        return new Cast(from, type, safe);
    }

    /** What to say of a cast that does not exist. */
    private static String refusal(DataType from, DataType to) {
        if (Types.isTime(to) && from.isNumeric()) {
            return "types.cast.to-time";
        }
        if (Types.isTime(from) && to.isNumeric()) {
            return "types.cast.from-time";
        }
        return Types.isCollection(from) && !Types.isCollection(to) ? "types.cast.collection" : "types.cast";
    }

    private static boolean isCastable(DataType from, DataType to) {
        if (from.equals(to)) {
            return true;
        }
        if (from instanceof DataType.Array a && to instanceof DataType.Array b) {
            return isCastable(a.element(), b.element());
        }
        if (from instanceof DataType.Map a && to instanceof DataType.Map b) {
            return isCastable(a.value(), b.value());
        }
        if (Types.isInterval(from) || Types.isInterval(to) || to == Simple.JSON || Types.isCollection(to)) {
            return false;
        }
        if (to == Simple.STRING || Types.isText(from)) {
            return true;
        }
        if (Types.isTime(from) || Types.isTime(to)) {
            return Types.isTime(from) && Types.isTime(to) && (from == Simple.TIMESTAMP || to == Simple.TIMESTAMP);
        }
        return !Types.isCollection(from);
    }

    private Expression coalesce(SqlCall call, String name) {
        List<Expression> operands = compiler.compileAll(call.getOperandList());
        if (operands.isEmpty() || (name.equals("IFNULL") && operands.size() != 2)) {
            return compiler.refuse(call, "function.count", name, operands.size(), name + "(x, y)");
        }
        DataType type = Coercion.common(operands, call, diagnostics, name);
        return type == null ? Literals.ERROR : new Call(Function.COALESCE, Coercion.all(type, operands), type);
    }

    private Expression nullif(SqlCall call) {
        if (call.operandCount() != 2) {
            return compiler.refuse(call, "function.count", "NULLIF", call.operandCount(), "NULLIF(x, y)");
        }
        Expression first = compiler.compile(call.operand(0));
        Expression second = compiler.compile(call.operand(1));
        Expression equal = compiler.compare(Function.EQUAL, first, second, call, "NULLIF");
        if (!(equal instanceof Call comparison) || equal == Literals.ERROR) {
            return Literals.ERROR;
        }
        if (comparison.operands().get(0).equals(first)) {
            return new Call(Function.NULLIF, comparison.operands(), first.type());
        }
        // The comparison is in another type than the result, which is the first operand's.
        return compiler.caseOf(List.of(equal), List.of(Literals.NULL, first), call, "NULLIF");
    }

    private Expression condition(SqlCall call) {
        if (call.operandCount() != 3) {
            return compiler.refuse(call, "function.count", "IF", call.operandCount(), "IF(condition, x, y)");
        }
        return compiler.caseOf(
                List.of(compiler.condition(call.operand(0), "IF")),
                compiler.compileAll(call.getOperandList().subList(1, 3)),
                call,
                "IF");
    }

    private Expression mod(SqlCall call) {
        List<Expression> operands = compiler.compileAll(call.getOperandList());
        if (operands.size() != 2) {
            return compiler.refuse(call, "function.count", "MOD", operands.size(), "MOD(x, y)");
        }
        return compiler.arithmetic().of(SqlKind.MOD, operands.get(0), operands.get(1), call);
    }

    private Expression item(SqlCall call) {
        Expression collection = compiler.compile(call.operand(0));
        Expression index = compiler.compile(call.operand(1));
        if (collection == Literals.ERROR || index == Literals.ERROR) {
            return Literals.ERROR;
        }
        if (collection.type() instanceof DataType.Array array
                && Types.common(index.type(), Simple.BIGINT) == Simple.BIGINT) {
            if (index instanceof Literal literal && literal.value() instanceof Integer at && at < 1) {
                return compiler.refuse(call, "array.index", at);
            }
            return ExpressionCompiler.of(Function.ITEM, array.element(), collection, Coercion.to(Simple.INT, index));
        }
        if (collection.type() instanceof DataType.Map map && Types.isText(index.type())) {
            return ExpressionCompiler.of(Function.ITEM, map.value(), collection, Coercion.to(Simple.STRING, index));
        }
        return compiler.refuse(call, "types.operands", "[]", collection.type(), index.type());
    }

    private Expression array(SqlCall call) {
        List<Expression> elements = compiler.compileAll(call.getOperandList());
        DataType type = elementType("ARRAY", elements, call);
        return type == null
                ? Literals.ERROR
                : new Call(Function.ARRAY, Coercion.all(type, elements), new DataType.Array(type));
    }

    /** The common type of what a collection holds, which cannot be intervals; null after the problem was reported. */
    private @Nullable DataType elementType(String construct, List<Expression> elements, SqlCall call) {
        DataType type = Coercion.common(elements, call, diagnostics, construct);
        if (type != null && Types.isInterval(type)) {
            diagnostics.error(call, "interval.element", construct, type);
            return null;
        }
        return type;
    }

    private Expression map(SqlCall call) {
        if (call.operandCount() % 2 != 0) {
            return compiler.refuse(call, "function.count", "MAP", call.operandCount(), "MAP[key, value]");
        }
        List<Expression> operands = compiler.compileAll(call.getOperandList());
        List<Expression> values = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            if (i % 2 == 1) {
                values.add(operands.get(i));
            } else if (operands.get(i) != Literals.ERROR
                    && !Types.isText(operands.get(i).type())) {
                return compiler.refuse(call, "type.map-key", operands.get(i).type());
            }
        }
        DataType type = elementType("MAP", values, call);
        if (type == null || operands.stream().anyMatch(o -> o == Literals.ERROR)) {
            return Literals.ERROR;
        }
        List<Expression> coerced = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            coerced.add(Coercion.to(i % 2 == 0 ? Simple.STRING : type, operands.get(i)));
        }
        return new Call(Function.MAP, coerced, new DataType.Map(type));
    }

    private Expression grouping(SqlCall call, String name) {
        Aggregates aggregates = compiler.scope().aggregates();
        if (aggregates == null || aggregates.inside()) {
            return compiler.refuse(
                    call, "aggregate.place", name, compiler.scope().clause());
        }
        if (call.operandCount() == 0) {
            return compiler.refuse(
                    call, name.equals("GROUP_ID") ? "unsupported" : "function.count", name, 0, name + "(x)");
        }
        return aggregates.grouping(compiler.compileAll(call.getOperandList()), call);
    }

    static String unit(SqlIntervalQualifier qualifier) {
        return qualifier.timeFrameName != null
                ? qualifier.timeFrameName.toUpperCase(Locale.ROOT)
                : qualifier.timeUnitRange.startUnit.name();
    }
}
