package io.raudal.sql;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Decimal;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Aggregate;
import io.raudal.plan.AggregateFunction;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Input;
import io.raudal.plan.Expression.Literal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates of one query while its select list and HAVING are compiled. Each stands in an expression as an input of its own
 * (from {@link Trees#FIRST_AGGREGATE} on), until the grouping knows where it comes out.
 */
final class Aggregates {
    private static final Map<String, AggregateFunction> FUNCTIONS = Map.ofEntries(
            Map.entry("COUNT", AggregateFunction.COUNT),
            Map.entry("SUM", AggregateFunction.SUM),
            Map.entry("AVG", AggregateFunction.AVG),
            Map.entry("MIN", AggregateFunction.MIN),
            Map.entry("MAX", AggregateFunction.MAX),
            Map.entry("STDDEV_POP", AggregateFunction.STDDEV_POP),
            Map.entry("STDDEV_SAMP", AggregateFunction.STDDEV_SAMP),
            Map.entry("STDDEV", AggregateFunction.STDDEV_SAMP),
            Map.entry("VAR_POP", AggregateFunction.VAR_POP),
            Map.entry("VAR_SAMP", AggregateFunction.VAR_SAMP),
            Map.entry("VARIANCE", AggregateFunction.VAR_SAMP),
            Map.entry("FIRST_VALUE", AggregateFunction.FIRST_VALUE),
            Map.entry("LAST_VALUE", AggregateFunction.LAST_VALUE),
            Map.entry("APPROX_COUNT_DISTINCT", AggregateFunction.APPROX_COUNT_DISTINCT),
            Map.entry("APPROX_PERCENTILE", AggregateFunction.APPROX_PERCENTILE));

    /** Aggregates of Flink that Raudal does not have, named so that the message says so. */
    private static final Set<String> REFUSED = Set.of(
            "LISTAGG", "COLLECT", "ARRAY_AGG", "JSON_OBJECTAGG", "JSON_ARRAYAGG", "PERCENTILE", "SINGLE_VALUE", "SUM0");

    /** Aggregates that give the same for equal arguments taken once. */
    private static final Set<AggregateFunction> INDIFFERENT = Set.of(
            AggregateFunction.MIN,
            AggregateFunction.MAX,
            AggregateFunction.FIRST_VALUE,
            AggregateFunction.LAST_VALUE,
            AggregateFunction.APPROX_COUNT_DISTINCT);

    /** A column that was named outside of the aggregates. */
    record Use(SqlIdentifier identifier, Expression value) {}

    /** A GROUPING call. */
    record Grouping(List<Expression> arguments, SqlCall call) {}

    private final List<Aggregate> aggregates = new ArrayList<>();
    private final List<Grouping> groupings = new ArrayList<>();
    private final List<Use> uses = new ArrayList<>();
    private boolean inside;

    static boolean isAggregate(String name) {
        return FUNCTIONS.containsKey(name) || REFUSED.contains(name);
    }

    static Collection<String> names() {
        return FUNCTIONS.keySet();
    }

    /** Whether the tree has an aggregate or a GROUPING, not looking into queries within it. */
    static boolean in(@Nullable SqlNode node) {
        if (node instanceof SqlNodeList list) {
            return list.stream().anyMatch(Aggregates::in);
        }
        if (!(node instanceof SqlCall call) || call.isA(SqlKind.QUERY) || call.getKind() == SqlKind.OVER) {
            return false;
        }
        String name = ExpressionCompiler.name(call);
        return isAggregate(name)
                || name.startsWith("GROUPING")
                || call.getOperandList().stream().anyMatch(Aggregates::in);
    }

    List<Aggregate> all() {
        return List.copyOf(aggregates);
    }

    List<Grouping> groupings() {
        return groupings;
    }

    List<Use> uses() {
        return uses;
    }

    /** Whether the arguments of an aggregate are being compiled. */
    boolean inside() {
        return inside;
    }

    void used(SqlIdentifier identifier, Expression value) {
        if (!inside) {
            uses.add(new Use(identifier, value));
        }
    }

    Expression grouping(List<Expression> arguments, SqlCall call) {
        if (arguments.stream().anyMatch(a -> a == Literals.ERROR)) {
            return Literals.ERROR;
        }
        groupings.add(new Grouping(arguments, call));
        return new Input(Trees.FIRST_GROUPING + groupings.size() - 1, Simple.BIGINT);
    }

    /** The call of an aggregate, or {@link Literals#ERROR} after the problem was reported. */
    static Expression compile(
            SqlCall call, @Nullable SqlNode filter, ExpressionCompiler compiler, Diagnostics diagnostics) {
        String name = ExpressionCompiler.name(call);
        Aggregates aggregates = compiler.scope().aggregates();
        AggregateFunction function = FUNCTIONS.get(name);
        if (function == null) {
            return compiler.refuse(call, "aggregate.refused", name);
        }
        if (aggregates == null) {
            return compiler.refuse(
                    call, "aggregate.place", name, compiler.scope().clause());
        }
        if (aggregates.inside) {
            return compiler.refuse(call, "aggregate.nested", name);
        }
        aggregates.inside = true;
        try {
            return aggregates.add(call, name, function, filter, compiler, diagnostics);
        } finally {
            aggregates.inside = false;
        }
    }

    private Expression add(
            SqlCall call,
            String name,
            AggregateFunction function,
            @Nullable SqlNode filter,
            ExpressionCompiler compiler,
            Diagnostics diagnostics) {
        boolean distinct = call.getFunctionQuantifier() != null
                && call.getFunctionQuantifier().symbolValue(SqlSelectKeyword.class) == SqlSelectKeyword.DISTINCT;
        boolean star = call.operandCount() == 1
                && call.operand(0) instanceof SqlIdentifier identifier
                && identifier.isStar()
                && identifier.names.size() == 1;
        Expression condition = filter == null ? null : compiler.condition(filter, "FILTER");
        List<Expression> arguments = star ? List.of() : compiler.compileAll(call.getOperandList());
        if (condition == Literals.ERROR || arguments.stream().anyMatch(a -> a == Literals.ERROR)) {
            return Literals.ERROR;
        }
        int wanted = function == AggregateFunction.APPROX_PERCENTILE ? 2 : 1;
        if (star ? function != AggregateFunction.COUNT || distinct : arguments.size() != wanted) {
            return compiler.refuse(
                    call, star ? "aggregate.star" : "function.count", name, arguments.size(), name + "(x)");
        }
        List<Expression> typed = star ? arguments : typed(function, arguments);
        if (typed == null) {
            return compiler.refuse(
                    call,
                    function == AggregateFunction.APPROX_PERCENTILE ? "aggregate.percentile" : "types.operand",
                    name,
                    arguments.get(0).type());
        }
        if (distinct && Types.isCollection(typed.get(0).type())) {
            return compiler.refuse(
                    call, "types.operand", name + "(DISTINCT)", typed.get(0).type());
        }
        List<Expression> all = new ArrayList<>(typed);
        if (condition != null) {
            all.add(condition);
        }
        if (all.stream().anyMatch(Trees::namesWindow)) {
            return compiler.refuse(call, "aggregate.window", name);
        }
        DataType type = type(function, typed);
        if (function == AggregateFunction.SUM && type == Simple.INT) {
            diagnostics.warn(call, "warning.sum", name, type);
        } else if (function == AggregateFunction.AVG && (type == Simple.INT || type == Simple.BIGINT)) {
            diagnostics.warn(call, "warning.avg", name, type);
        }
        Aggregate aggregate =
                new Aggregate(function, typed, distinct && !INDIFFERENT.contains(function), condition, type);
        int index = aggregates.indexOf(aggregate);
        if (index < 0) {
            index = aggregates.size();
            aggregates.add(aggregate);
        }
        return new Input(Trees.FIRST_AGGREGATE + index, type);
    }

    /** The arguments in the types that the aggregate takes; null if they do not fit. */
    private static @Nullable List<Expression> typed(AggregateFunction function, List<Expression> arguments) {
        Expression first = arguments.get(0);
        boolean isNull = first == Literals.NULL;
        DataType type = first.type();
        return switch (function) {
            case COUNT, FIRST_VALUE, LAST_VALUE -> Types.isInterval(type) ? null : List.of(Coercion.to(type, first));
            case APPROX_COUNT_DISTINCT, MIN, MAX ->
                Types.isInterval(type) || Types.isCollection(type)
                        ? null
                        : List.of(Coercion.to(type == Simple.JSON ? Simple.STRING : type, first));
            case SUM, AVG ->
                isNull ? List.of(Coercion.to(Simple.DOUBLE, first)) : type.isNumeric() ? List.of(first) : null;
            case APPROX_PERCENTILE -> {
                Expression fraction = Coercion.to(Simple.DOUBLE, arguments.get(1));
                boolean known =
                        fraction instanceof Literal literal && literal.value() instanceof Double p && p >= 0 && p <= 1;
                yield known && (isNull || type.isNumeric())
                        ? List.of(Coercion.to(Simple.DOUBLE, first), fraction)
                        : null;
            }
            default -> isNull || type.isNumeric() ? List.of(Coercion.to(Simple.DOUBLE, first)) : null;
        };
    }

    /** Flink's result types, but for deviations and variances, which are DOUBLE here whatever they are of. */
    private static DataType type(AggregateFunction function, List<Expression> arguments) {
        DataType first = arguments.isEmpty() ? Simple.BIGINT : arguments.get(0).type();
        return switch (function) {
            case COUNT, APPROX_COUNT_DISTINCT -> Simple.BIGINT;
            case SUM -> first instanceof Decimal decimal ? new Decimal(Decimal.MAX_PRECISION, decimal.scale()) : first;
            case AVG ->
                first instanceof Decimal decimal
                        ? new Decimal(Decimal.MAX_PRECISION, Math.max(6, decimal.scale()))
                        : first;
            case MIN, MAX, FIRST_VALUE, LAST_VALUE -> first;
            default -> Simple.DOUBLE;
        };
    }
}
