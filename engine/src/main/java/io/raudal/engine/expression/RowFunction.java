package io.raudal.engine.expression;

import io.raudal.engine.Vector;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a function does in one row: reads its arguments, none of them NULL, and writes the result's row, which is marked as not NULL. */
@FunctionalInterface
interface RowFunction {

    /** @throws RowFailure if there is no value for these arguments */
    void apply(Arguments arguments, Vector result);

    @FunctionalInterface
    interface ToText {
        @Nullable String apply(Arguments arguments);
    }

    @FunctionalInterface
    interface ToLong {
        long apply(Arguments arguments);
    }

    @FunctionalInterface
    interface ToDouble {
        double apply(Arguments arguments);
    }

    @FunctionalInterface
    interface ToBoolean {
        boolean apply(Arguments arguments);
    }

    @FunctionalInterface
    interface ToDecimal {
        @Nullable BigDecimal apply(Arguments arguments);
    }

    /** Gives an object of the class that the result's type asks for. */
    @FunctionalInterface
    interface ToValue {
        @Nullable Object apply(Arguments arguments);
    }

    static RowFunction ofText(ToText function) {
        return (arguments, result) -> Cells.put(result, arguments.row, function.apply(arguments));
    }

    static RowFunction ofLong(ToLong function) {
        return (arguments, result) -> ((Vector.Longs) result).values[arguments.row] = function.apply(arguments);
    }

    static RowFunction ofDouble(ToDouble function) {
        return (arguments, result) -> ((Vector.Doubles) result).values[arguments.row] = function.apply(arguments);
    }

    static RowFunction ofBoolean(ToBoolean function) {
        return (arguments, result) -> ((Vector.Longs) result).values[arguments.row] = function.apply(arguments) ? 1 : 0;
    }

    static RowFunction ofDecimal(ToDecimal function) {
        return (arguments, result) -> Cells.put(result, arguments.row, function.apply(arguments));
    }

    static RowFunction ofValue(ToValue function) {
        return (arguments, result) -> Cells.put(result, arguments.row, function.apply(arguments));
    }
}
