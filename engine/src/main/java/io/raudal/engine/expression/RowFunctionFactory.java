package io.raudal.engine.expression;

import io.raudal.plan.Expression;
import io.raudal.plan.Function;
import java.util.EnumSet;
import java.util.Set;

/** Makes a function for one call: it knows the operands' types, and literals that it can prepare (patterns, units). */
@FunctionalInterface
interface RowFunctionFactory {
    /** Functions that see NULL arguments. */
    Set<Function> TAKES_NULL = EnumSet.of(
            Function.CONCAT_WS,
            Function.NULLIF,
            Function.IS_ALPHA,
            Function.IS_DECIMAL,
            Function.IS_DIGIT,
            Function.ARRAY,
            Function.MAP,
            Function.ARRAY_CONTAINS);

    RowFunction of(Expression.Call call);

    /** A function that is the same in every call. */
    static RowFunctionFactory always(RowFunction function) {
        return call -> function;
    }
}
