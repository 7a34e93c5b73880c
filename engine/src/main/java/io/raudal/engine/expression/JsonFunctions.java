package io.raudal.engine.expression;

import static io.raudal.plan.Function.*;

import io.raudal.plan.Expression;
import io.raudal.plan.Function;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions of JSON texts; none of them is on the path of plain columns. */
final class JsonFunctions {
    private static final String DEFAULT = "DEFAULT:";

    private JsonFunctions() {}

    static void addTo(Map<Function, RowFunctionFactory> all) {
        all.put(JSON_VALUE, JsonFunctions::value);
        all.put(JSON_EXISTS, JsonFunctions::exists);
        all.put(JSON_QUERY, JsonFunctions::query);
        all.put(IS_JSON_VALUE, RowFunctionFactory.always(RowFunction.ofBoolean(a -> kind(a) != JsonText.Kind.NONE)));
        all.put(IS_JSON_OBJECT, is(JsonText.Kind.OBJECT));
        all.put(IS_JSON_ARRAY, is(JsonText.Kind.ARRAY));
        all.put(IS_JSON_SCALAR, is(JsonText.Kind.SCALAR));
    }

    private static RowFunctionFactory is(JsonText.Kind kind) {
        return RowFunctionFactory.always(RowFunction.ofBoolean(a -> kind(a) == kind));
    }

    private static JsonText.Kind kind(Arguments arguments) {
        return JsonText.kind(arguments.texts(0), arguments.row);
    }

    private static RowFunction value(Expression.Call call) {
        Prepared<JsonPaths> paths = new Prepared<>(call, 1, JsonPaths::of);
        String onEmpty = behaviour(call, 2);
        String onError = behaviour(call, 3);
        return RowFunction.ofText(arguments -> {
            JsonPaths path = paths.get(arguments);
            JsonPaths.Found found = path.find(arguments.text(0));
            if (found.isScalar()) {
                return String.valueOf(found.value());
            }
            boolean isError = found.isError() || (found.value() != null && !path.isLax());
            return instead(isError ? onError : onEmpty, isError, arguments);
        });
    }

    /** What NULL, ERROR or DEFAULT:text says to do where there is no scalar. */
    private static @Nullable String instead(String behaviour, boolean isError, Arguments arguments) {
        if (behaviour.equals("ERROR")) {
            throw new RowFailure(
                    isError ? "json.error" : "json.empty",
                    Casts.quoted(arguments.text(0)),
                    Casts.quoted(arguments.text(1)));
        }
        return behaviour.startsWith(DEFAULT) ? behaviour.substring(DEFAULT.length()) : null;
    }

    private static String behaviour(Expression.Call call, int operand) {
        return operand < call.operands().size()
                        && call.operands().get(operand) instanceof Expression.Literal literal
                        && literal.value() instanceof String text
                ? text
                : "NULL";
    }

    private static RowFunction exists(Expression.Call call) {
        Prepared<JsonPaths> paths = new Prepared<>(call, 1, JsonPaths::of);
        return RowFunction.ofBoolean(a -> paths.get(a).find(a.text(0)).value() != null);
    }

    private static RowFunction query(Expression.Call call) {
        Prepared<JsonPaths> paths = new Prepared<>(call, 1, JsonPaths::of);
        return RowFunction.ofText(arguments -> {
            JsonPaths.Found found = paths.get(arguments).find(arguments.text(0));
            Object value = found.value();
            return value == null || found.isScalar() ? null : JsonPaths.write(value);
        });
    }
}
