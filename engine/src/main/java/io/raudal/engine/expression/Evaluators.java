package io.raudal.engine.expression;

import io.raudal.engine.Evaluator;
import io.raudal.engine.Failures;
import io.raudal.engine.Vector;
import io.raudal.model.DataType;
import io.raudal.plan.Expression;
import io.raudal.plan.Function;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * Makes evaluators of expressions. Columns are handed through, constants are computed once (unless they fail: then each row that asks
 * for them does), operands that a row does not need are not evaluated for it.
 */
public final class Evaluators {
    private static final Map<Function, KernelFactory> KERNELS = kernels();
    private static final Map<Function, RowFunctionFactory> FACTORIES = factories();

    private Evaluators() {}

    /**
     * An evaluator of its own state for one thread.
     *
     * @throws IllegalArgumentException for a cast that does not exist or operands that a function does not take: a plan that no SQL gives
     */
    public static Evaluator compile(Expression expression) {
        if (expression instanceof Expression.Input input) {
            int index = input.index();
            return (columns, selection, selected, failures) -> columns[index];
        }
        if (expression instanceof Expression.Literal literal) {
            return new Constant(literal.value(), literal.type());
        }
        if (expression instanceof Expression.Cast cast) {
            Evaluator operand = compile(cast.operand());
            return fold(
                    Casts.of(operand, cast.operand().type(), cast.type(), cast.safe()), List.of(operand), cast.type());
        }
        if (expression instanceof Expression.Case cases) {
            return new Branches(
                    compileAll(cases.branches().stream()
                            .map(Expression.Branch::condition)
                            .toList()),
                    compileAll(cases.branches().stream()
                            .map(Expression.Branch::value)
                            .toList()),
                    compile(cases.otherwise()),
                    cases.type());
        }
        Expression.Call call = (Expression.Call) expression;
        Evaluator[] operands = compileAll(call.operands());
        return fold(call(call, operands), List.of(operands), call.type());
    }

    private static Evaluator[] compileAll(List<Expression> expressions) {
        return expressions.stream().map(Evaluators::compile).toArray(Evaluator[]::new);
    }

    private static Evaluator call(Expression.Call call, Evaluator[] operands) {
        KernelFactory kernel = KERNELS.get(call.function());
        return kernel != null ? kernel.of(call, operands) : rowByRow(call, operands);
    }

    /** Whether there is an evaluator for calls of the function. */
    static boolean knows(Function function) {
        return KERNELS.containsKey(function) || FACTORIES.containsKey(function);
    }

    /** Makes the evaluator of a function that has a loop of its own. */
    private interface KernelFactory {
        Evaluator of(Expression.Call call, Evaluator[] operands);
    }

    private static Map<Function, KernelFactory> kernels() {
        Map<Function, KernelFactory> all = new EnumMap<>(Function.class);
        for (Function function : EnumSet.range(Function.EQUAL, Function.IS_NOT_DISTINCT_FROM)) {
            all.put(
                    function,
                    (call, operands) -> Comparison.of(
                            function,
                            operands[0],
                            operands[1],
                            call.operands().get(0).type()));
        }
        all.put(Function.AND, (call, operands) -> new Connective(operands, true));
        all.put(Function.OR, (call, operands) -> new Connective(operands, false));
        for (Function function : EnumSet.range(Function.NOT, Function.IS_NOT_FALSE)) {
            all.put(function, (call, operands) -> new TruthTest(function, operands[0]));
        }
        for (Function function : EnumSet.range(Function.ADD, Function.TIMESTAMP_DIFFERENCE)) {
            all.put(function, Arithmetic::of);
        }
        all.put(Function.COALESCE, (call, operands) -> new Coalesce(operands, call.type()));
        return all;
    }

    private static Evaluator rowByRow(Expression.Call call, Evaluator[] operands) {
        RowFunctionFactory factory = FACTORIES.get(call.function());
        if (factory == null) {
            throw new IllegalArgumentException("no function " + call.function());
        }
        RowFunction function = factory.of(call);
        return RowFunctionFactory.TAKES_NULL.contains(call.function())
                ? RowLoop.withNulls(operands, function, call.type())
                : RowLoop.strict(operands, function, call.type());
    }

    /** What depends on constants alone is evaluated now. */
    private static Evaluator fold(Evaluator evaluator, List<Evaluator> operands, DataType type) {
        if (!operands.stream().allMatch(Constant.class::isInstance)) {
            return evaluator;
        }
        Failures failures = new Failures();
        Vector result = evaluator.evaluate(new Vector[0], new int[] {0}, 1, failures);
        return failures.any() ? evaluator : new Constant(Cells.get(result, 0, type), type);
    }

    private static RowFunction nullIf(Expression.Call call) {
        return (arguments, result) -> {
            int row = arguments.row;
            Vector value = arguments.vectors[0];
            boolean isEqual = !value.isNull(row)
                    && !arguments.isNull(1)
                    && Order.compare(value, row, arguments.vectors[1], row) == 0;
            if (isEqual) {
                result.setNull(row, true);
            } else {
                Cells.copy(value, row, result, row);
            }
        };
    }

    private static Map<Function, RowFunctionFactory> factories() {
        Map<Function, RowFunctionFactory> all = new EnumMap<>(Function.class);
        NumberFunctions.addTo(all);
        TextFunctions.addTo(all);
        StringFunctions.addTo(all);
        EncodingFunctions.addTo(all);
        Patterns.addTo(all);
        TimeUnits.addTo(all);
        TimeFormats.addTo(all);
        JsonFunctions.addTo(all);
        CollectionFunctions.addTo(all);
        all.put(Function.NULLIF, Evaluators::nullIf);
        return all;
    }
}
