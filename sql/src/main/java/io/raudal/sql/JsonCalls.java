package io.raudal.sql;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Cast;
import io.raudal.plan.Expression.Literal;
import io.raudal.plan.Function;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlJsonEmptyOrError;
import org.apache.calcite.sql.SqlJsonExistsErrorBehavior;
import org.apache.calcite.sql.SqlJsonQueryEmptyOrErrorBehavior;
import org.apache.calcite.sql.SqlJsonQueryWrapperBehavior;
import org.apache.calcite.sql.SqlJsonValueEmptyOrErrorBehavior;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** JSON_VALUE, JSON_EXISTS, JSON_QUERY and IS JSON. */
final class JsonCalls {
    private final ExpressionCompiler compiler;
    private final Diagnostics diagnostics;

    JsonCalls(ExpressionCompiler compiler, Diagnostics diagnostics) {
        this.compiler = compiler;
        this.diagnostics = diagnostics;
    }

    Expression compile(SqlCall call, String name) {
        switch (name) {
            case "JSON_VALUE" -> {
                return value(call);
            }
            case "JSON_EXISTS" -> {
                for (SqlNode option : call.getOperandList().subList(2, call.operandCount())) {
                    if (symbol(option) != SqlJsonExistsErrorBehavior.FALSE) {
                        return compiler.refuse(option, "json.option", symbol(option) + " ON ERROR", name);
                    }
                }
                return found(call, Function.JSON_EXISTS, Simple.BOOLEAN);
            }
            case "JSON_QUERY" -> {
                for (SqlNode option : call.getOperandList().subList(2, call.operandCount())) {
                    Object symbol = symbol(option);
                    if (symbol != SqlJsonQueryWrapperBehavior.WITHOUT_ARRAY
                            && symbol != SqlJsonQueryEmptyOrErrorBehavior.NULL) {
                        boolean last = option == call.operand(call.operandCount() - 1);
                        return compiler.refuse(call, "json.option", written(symbol, last), name);
                    }
                }
                return found(call, Function.JSON_QUERY, Simple.STRING);
            }
            case "IS JSON VALUE", "IS JSON" -> {
                return is(call, Function.IS_JSON_VALUE, false);
            }
            case "IS JSON OBJECT" -> {
                return is(call, Function.IS_JSON_OBJECT, false);
            }
            case "IS JSON ARRAY" -> {
                return is(call, Function.IS_JSON_ARRAY, false);
            }
            case "IS JSON SCALAR" -> {
                return is(call, Function.IS_JSON_SCALAR, false);
            }
            case "IS NOT JSON VALUE", "IS NOT JSON" -> {
                return is(call, Function.IS_JSON_VALUE, true);
            }
            case "IS NOT JSON OBJECT" -> {
                return is(call, Function.IS_JSON_OBJECT, true);
            }
            case "IS NOT JSON ARRAY" -> {
                return is(call, Function.IS_JSON_ARRAY, true);
            }
            case "IS NOT JSON SCALAR" -> {
                return is(call, Function.IS_JSON_SCALAR, true);
            }
            default -> {
                return compiler.refuse(call, "function.unknown", name);
            }
        }
    }

    /** An option of JSON_QUERY as it is written; one without a symbol is the type. */
    private static String written(@Nullable Object symbol, boolean last) {
        if (symbol instanceof SqlJsonQueryWrapperBehavior wrapper) {
            return wrapper == SqlJsonQueryWrapperBehavior.WITH_CONDITIONAL_ARRAY
                    ? "WITH CONDITIONAL WRAPPER"
                    : "WITH WRAPPER";
        }
        return symbol instanceof SqlJsonQueryEmptyOrErrorBehavior behavior
                ? behavior.name().replace('_', ' ') + (last ? " ON ERROR" : " ON EMPTY")
                : "RETURNING";
    }

    /** Never NULL: NULL is no JSON. */
    private Expression is(SqlCall call, Function function, boolean negated) {
        Expression test = ExpressionCompiler.of(
                function,
                Simple.BOOLEAN,
                json(call.operand(0), call.getOperator().getName().replace(" VALUE", "")));
        return ExpressionCompiler.of(negated ? Function.IS_NOT_TRUE : Function.IS_TRUE, Simple.BOOLEAN, test);
    }

    private Expression found(SqlCall call, Function function, DataType type) {
        return ExpressionCompiler.of(
                function, type, json(call.operand(0), function.name()), path(call.operand(1), function.name()));
    }

    private Expression value(SqlCall call) {
        List<SqlNode> options = call.getOperandList();
        DataType type = Simple.STRING;
        String onEmpty = "NULL";
        String onError = "NULL";
        String pending = "NULL";
        for (int i = 2; i < options.size(); i++) {
            SqlNode option = options.get(i);
            if (option instanceof SqlDataTypeSpec spec) {
                DataType returned = Types.of(spec, call, diagnostics);
                if (returned == null) {
                    return Literals.ERROR;
                }
                type = returned;
                continue;
            }
            Object symbol = symbol(option);
            if (symbol == SqlJsonValueEmptyOrErrorBehavior.DEFAULT) {
                Expression constant = compiler.compile(options.get(++i));
                if (!(constant instanceof Literal literal) || constant == Literals.ERROR) {
                    return constant == Literals.ERROR ? constant : compiler.refuse(options.get(i), "json.default");
                }
                pending = literal.value() == null ? "NULL" : "DEFAULT:" + literal.value();
            } else if (symbol instanceof SqlJsonValueEmptyOrErrorBehavior behavior) {
                pending = behavior.name();
            } else if (symbol == SqlJsonEmptyOrError.EMPTY) {
                onEmpty = pending;
            } else if (symbol == SqlJsonEmptyOrError.ERROR) {
                onError = pending;
            }
        }
        Expression found = ExpressionCompiler.of(
                Function.JSON_VALUE,
                Simple.STRING,
                json(call.operand(0), "JSON_VALUE"),
                path(call.operand(1), "JSON_VALUE"),
                new Literal(onEmpty, Simple.STRING),
                new Literal(onError, Simple.STRING));
        if (found == Literals.ERROR || type == Simple.STRING) {
            return found;
        }
        if (type != Simple.BOOLEAN && type != Simple.INT && type != Simple.BIGINT && type != Simple.DOUBLE) {
            return compiler.refuse(call, "json.returning", type);
        }
        return new Cast(found, type, onError.equals("NULL"));
    }

    private Expression json(SqlNode node, String name) {
        Expression json = compiler.compile(node);
        if (json == Literals.ERROR || Types.isText(json.type())) {
            return Coercion.to(Simple.STRING, json);
        }
        return compiler.refuse(node, "types.operand", name, json.type());
    }

    private Expression path(SqlNode node, String name) {
        Expression path = compiler.compile(node);
        if (path == Literals.ERROR) {
            return path;
        }
        return path instanceof Literal literal && literal.value() instanceof String
                ? path
                : compiler.refuse(node, "json.path", name);
    }

    private static @Nullable Object symbol(SqlNode node) {
        return node instanceof SqlLiteral literal ? literal.getValue() : null;
    }
}
