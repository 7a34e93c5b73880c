package io.raudal.engine.expression;

import static io.raudal.engine.expression.Calls.call;
import static io.raudal.plan.Function.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.expression.Calls.Failed;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Function;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A function of some operands gives what is expected; {@code null} is NULL, a {@link Failed} a failure. */
final class FunctionCases {
    private FunctionCases() {}

    static void text(Function function, @Nullable Object expected, Object... operands) {
        assertThat(call(function, Simple.STRING, operands))
                .as("%s%s", function, Arrays.toString(operands))
                .isEqualTo(expected);
    }

    static void whole(Function function, @Nullable Object expected, Object... operands) {
        assertThat(call(function, Simple.INT, operands))
                .as("%s%s", function, Arrays.toString(operands))
                .isEqualTo(expected);
    }

    static void bool(Function function, @Nullable Object expected, Object... operands) {
        assertThat(call(function, Simple.BOOLEAN, operands))
                .as("%s%s", function, Arrays.toString(operands))
                .isEqualTo(expected);
    }

    static void number(Function function, double expected, Object... operands) {
        assertThat(call(function, Simple.DOUBLE, operands))
                .as("%s%s", function, Arrays.toString(operands))
                .isEqualTo(expected);
    }
}
