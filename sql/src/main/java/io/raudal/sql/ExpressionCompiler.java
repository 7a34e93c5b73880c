package io.raudal.sql;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Branch;
import io.raudal.plan.Expression.Call;
import io.raudal.plan.Expression.Case;
import io.raudal.plan.Function;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlCase;

/**
 * Compiles a scalar expression: names, operators and their types. A problem is reported where it is, and the expression around it
 * becomes {@link Literals#ERROR} without further reports, so that one pass finds all.
 */
final class ExpressionCompiler {
    private static final Set<String> CLOCK_NAMES =
            Set.of("CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME", "LOCALTIME", "LOCALTIMESTAMP");
    private static final Set<String> SYSTEM_NAMES = Set.of(
            "USER",
            "CURRENT_USER",
            "SESSION_USER",
            "SYSTEM_USER",
            "CURRENT_ROLE",
            "CURRENT_PATH",
            "CURRENT_CATALOG",
            "CURRENT_SCHEMA",
            "CURRENT_DEFAULT_TRANSFORM_GROUP",
            "CURRENT_DATABASE");

    private static final Set<Function> ORDERING =
            Set.of(Function.LESS, Function.LESS_OR_EQUAL, Function.GREATER, Function.GREATER_OR_EQUAL);

    private final Diagnostics diagnostics;
    private final Scope scope;
    private final Calls calls;
    private final Arithmetic arithmetic;

    ExpressionCompiler(Diagnostics diagnostics, Scope scope) {
        this.diagnostics = diagnostics;
        this.scope = scope;
        this.calls = new Calls(this, diagnostics);
        this.arithmetic = new Arithmetic(diagnostics);
    }

    Scope scope() {
        return scope;
    }

    /** The expression as a BOOLEAN. */
    Expression condition(SqlNode node) {
        return condition(node, scope.clause());
    }

    Expression condition(SqlNode node, String construct) {
        Expression expression = compile(node);
        if (expression == Literals.ERROR || expression == Literals.NULL || expression.type() == Simple.BOOLEAN) {
            return Coercion.to(Simple.BOOLEAN, expression);
        }
        diagnostics.error(node, "types.boolean", construct, expression.type());
        return Literals.ERROR;
    }

    List<Expression> compileAll(List<SqlNode> nodes) {
        List<Expression> expressions = new ArrayList<>(nodes.size());
        for (SqlNode node : nodes) {
            expressions.add(compile(node));
        }
        return expressions;
    }

    Expression compile(SqlNode node) {
        if (node instanceof SqlIdentifier identifier) {
            return identifier(identifier);
        }
        if (node instanceof SqlLiteral literal) {
            return Literals.of(literal, diagnostics);
        }
        if (node instanceof SqlCase cases) {
            return cases(cases);
        }
        if (node instanceof SqlCall call) {
            return call(call);
        }
        diagnostics.error(node, "unsupported", node.getKind().sql);
        return Literals.ERROR;
    }

    private Expression identifier(SqlIdentifier identifier) {
        if (identifier.names.size() == 1 && !identifier.isComponentQuoted(0)) {
            String upper = identifier.getSimple().toUpperCase(Locale.ROOT);
            if (CLOCK_NAMES.contains(upper)) {
                return refuse(identifier, "clock", upper);
            }
            if (SYSTEM_NAMES.contains(upper)) {
                return refuse(identifier, "system-name", upper);
            }
            if (upper.equals("PI")) {
                return new Call(Function.PI, List.of(), Simple.DOUBLE);
            }
        }
        Expression value = scope.resolve(identifier, diagnostics);
        if (value != Literals.ERROR && scope.aggregates() != null) {
            scope.aggregates().used(identifier, value);
        }
        return value;
    }

    Expression refuse(SqlNode place, String key, Object... arguments) {
        diagnostics.error(place, key, arguments);
        return Literals.ERROR;
    }

    private Expression call(SqlCall call) {
        List<SqlNode> operands = call.getOperandList();
        return switch (call.getKind()) {
            case AND, OR -> logic(call, call.getKind() == SqlKind.AND ? Function.AND : Function.OR);
            case NOT -> of(Function.NOT, Simple.BOOLEAN, condition(operands.get(0), "NOT"));
            case EQUALS -> comparison(call, Function.EQUAL);
            case NOT_EQUALS -> comparison(call, Function.NOT_EQUAL);
            case LESS_THAN -> comparison(call, Function.LESS);
            case LESS_THAN_OR_EQUAL -> comparison(call, Function.LESS_OR_EQUAL);
            case GREATER_THAN -> comparison(call, Function.GREATER);
            case GREATER_THAN_OR_EQUAL -> comparison(call, Function.GREATER_OR_EQUAL);
            case IS_DISTINCT_FROM -> comparison(call, Function.IS_DISTINCT_FROM);
            case IS_NOT_DISTINCT_FROM -> comparison(call, Function.IS_NOT_DISTINCT_FROM);
            case IS_NULL -> of(Function.IS_NULL, Simple.BOOLEAN, compile(operands.get(0)));
            case IS_NOT_NULL -> of(Function.IS_NOT_NULL, Simple.BOOLEAN, compile(operands.get(0)));
            case IS_TRUE -> of(Function.IS_TRUE, Simple.BOOLEAN, condition(operands.get(0), "IS TRUE"));
            case IS_NOT_TRUE -> of(Function.IS_NOT_TRUE, Simple.BOOLEAN, condition(operands.get(0), "IS NOT TRUE"));
            case IS_FALSE -> of(Function.IS_FALSE, Simple.BOOLEAN, condition(operands.get(0), "IS FALSE"));
            case IS_NOT_FALSE -> of(Function.IS_NOT_FALSE, Simple.BOOLEAN, condition(operands.get(0), "IS NOT FALSE"));
            case BETWEEN -> between(call);
            case IN, NOT_IN -> in(call);
            case PLUS, MINUS, TIMES, DIVIDE, MOD -> chain(call);
            case MINUS_PREFIX, PLUS_PREFIX -> arithmetic.sign(call, compile(call.operand(0)));
            case SCALAR_QUERY, SELECT, WITH, ORDER_BY, UNION, EXCEPT, INTERSECT -> refuse(call, "subquery.scalar");
            case EXISTS, SOME, ALL, UNIQUE ->
                refuse(call, "subquery", call.getOperator().getName());
            case OVER -> refuse(call, "over", name(operands.get(0)));
            default -> calls.compile(call);
        };
    }

    /** What the node is called, in capitals. */
    static String name(SqlNode node) {
        return written(node).toUpperCase(Locale.ROOT);
    }

    /** What the node is called where it is written; the parser has names of its own for some functions. */
    static String written(SqlNode node) {
        if (!(node instanceof SqlCall call)) {
            return node.getKind().sql;
        }
        String name = call.getOperator().getName();
        if (name.startsWith("JSON_")) {
            return name.replace("_ABSENT_ON_NULL", "").replace("_NULL_ON_NULL", "");
        }
        return name.equals("TRANSLATE3") ? "TRANSLATE" : name;
    }

    /** A call of operands whose types are checked; an error if one of them is. */
    static Expression of(Function function, DataType type, Expression... operands) {
        for (Expression operand : operands) {
            if (operand == Literals.ERROR) {
                return Literals.ERROR;
            }
        }
        return new Call(function, List.of(operands), type);
    }

    /** A chain of ANDs or ORs as one call, without recursion along the chain. */
    private Expression logic(SqlCall call, Function function) {
        Deque<SqlNode> open = new ArrayDeque<>(call.getOperandList());
        List<Expression> operands = new ArrayList<>();
        boolean failed = false;
        while (!open.isEmpty()) {
            SqlNode node = open.pop();
            if (node instanceof SqlCall nested && nested.getKind() == call.getKind()) {
                for (int i = nested.operandCount() - 1; i >= 0; i--) {
                    open.push(nested.operand(i));
                }
            } else {
                Expression operand = condition(node, function.name());
                failed |= operand == Literals.ERROR;
                operands.add(operand);
            }
        }
        return failed ? Literals.ERROR : new Call(function, operands, Simple.BOOLEAN);
    }

    private Expression comparison(SqlCall call, Function function) {
        return compare(
                function,
                compile(call.operand(0)),
                compile(call.operand(1)),
                call,
                call.getOperator().getName());
    }

    Expression compare(Function function, Expression left, Expression right, SqlNode place, String operator) {
        List<Expression> operands = Coercion.compared(left, right, place, diagnostics, operator);
        if (operands == null) {
            return Literals.ERROR;
        }
        DataType type = operands.get(0).type();
        return ORDERING.contains(function) && Types.hasMap(type)
                ? refuse(place, "types.order", operator, type)
                : new Call(function, operands, Simple.BOOLEAN);
    }

    private Expression between(SqlCall call) {
        String name = call.getOperator().getName();
        Expression value = compile(call.operand(0));
        Expression low = compile(call.operand(1));
        Expression high = compile(call.operand(2));
        Expression result = inside(value, low, high, call);
        if (name.contains("SYMMETRIC") && !name.contains("ASYMMETRIC")) {
            result = of(Function.OR, Simple.BOOLEAN, result, inside(value, high, low, call));
        }
        return name.startsWith("NOT") ? of(Function.NOT, Simple.BOOLEAN, result) : result;
    }

    private Expression inside(Expression value, Expression low, Expression high, SqlNode place) {
        return of(
                Function.AND,
                Simple.BOOLEAN,
                compare(Function.GREATER_OR_EQUAL, value, low, place, "BETWEEN"),
                compare(Function.LESS_OR_EQUAL, value, high, place, "BETWEEN"));
    }

    private Expression in(SqlCall call) {
        if (!(call.operand(1) instanceof SqlNodeList list)) {
            return refuse(call, "subquery", call.getOperator().getName());
        }
        Expression value = compile(call.operand(0));
        boolean negated = call.getKind() == SqlKind.NOT_IN;
        List<Expression> tests = new ArrayList<>(list.size());
        boolean failed = false;
        for (SqlNode element : list) {
            Expression test = compare(
                    negated ? Function.NOT_EQUAL : Function.EQUAL,
                    value,
                    compile(element),
                    Objects.requireNonNull(element),
                    "IN");
            failed |= test == Literals.ERROR;
            tests.add(test);
        }
        return failed
                ? Literals.ERROR
                : tests.size() == 1
                        ? tests.get(0)
                        : new Call(negated ? Function.AND : Function.OR, tests, Simple.BOOLEAN);
    }

    /** A chain of arithmetic that leans to the left, without recursion along it. */
    private Expression chain(SqlCall call) {
        Deque<SqlCall> open = new ArrayDeque<>();
        SqlNode node = call;
        while (node instanceof SqlCall nested
                && nested.operandCount() == 2
                && nested.isA(Set.of(SqlKind.PLUS, SqlKind.MINUS, SqlKind.TIMES, SqlKind.DIVIDE, SqlKind.MOD))) {
            open.push(nested);
            node = nested.operand(0);
        }
        if (open.isEmpty()) {
            return arithmetic.difference(call, compile(call.operand(0)), compile(call.operand(1)));
        }
        Expression value = compile(node);
        while (!open.isEmpty()) {
            SqlCall next = open.pop();
            value = arithmetic.of(next.getKind(), value, compile(next.operand(1)), next);
        }
        return value;
    }

    Arithmetic arithmetic() {
        return arithmetic;
    }

    private Expression cases(SqlCase cases) {
        List<Expression> values = new ArrayList<>();
        List<Expression> conditions = new ArrayList<>();
        for (SqlNode when : cases.getWhenOperands()) {
            conditions.add(condition(when, "CASE WHEN"));
        }
        values.addAll(compileAll(cases.getThenOperands().getList()));
        SqlNode otherwise = cases.getElseOperand();
        values.add(otherwise == null ? Literals.NULL : compile(otherwise));
        return caseOf(conditions, values, cases, "CASE");
    }

    /** A CASE; {@code values} has one more than conditions, the last for when none is true. */
    Expression caseOf(List<Expression> conditions, List<Expression> values, SqlNode place, String construct) {
        DataType type = Coercion.common(values, place, diagnostics, construct);
        if (type == null || conditions.stream().anyMatch(c -> c == Literals.ERROR)) {
            return Literals.ERROR;
        }
        List<Branch> branches = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            branches.add(new Branch(conditions.get(i), Coercion.to(type, values.get(i))));
        }
        return new Case(branches, Coercion.to(type, values.get(values.size() - 1)), type);
    }
}
