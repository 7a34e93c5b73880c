package io.raudal.plan;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import java.util.List;
import org.junit.jupiter.api.Test;

class AggregateTest {
    private static final Expression NUMBER = new Expression.Input(0, Simple.DOUBLE);
    private static final Expression WHOLE = new Expression.Input(1, Simple.BIGINT);

    @Test
    void aggregate_whatNoStepIsMadeFor_isRefused() {
        refused(AggregateFunction.COUNT, false, Simple.BIGINT, WHOLE, WHOLE);
        refused(AggregateFunction.COUNT, true, Simple.BIGINT);
        refused(AggregateFunction.SUM, false, Simple.BIGINT);
        refused(AggregateFunction.MAX, true, Simple.BIGINT, WHOLE);
        refused(AggregateFunction.STDDEV_POP, false, Simple.DOUBLE, WHOLE);
        refused(AggregateFunction.VAR_SAMP, true, Simple.BIGINT, NUMBER);
        refused(AggregateFunction.APPROX_PERCENTILE, false, Simple.DOUBLE, NUMBER);
        refused(AggregateFunction.APPROX_PERCENTILE, false, Simple.DOUBLE, WHOLE, NUMBER);
    }

    @Test
    void aggregate_countOrPercentile_isTakenWithItsArguments() {
        assertThatNoException().isThrownBy(() -> {
            of(AggregateFunction.COUNT, false, Simple.BIGINT);
            of(AggregateFunction.COUNT, true, Simple.BIGINT, WHOLE);
            of(AggregateFunction.APPROX_PERCENTILE, true, Simple.DOUBLE, NUMBER, NUMBER);
        });
    }

    private static void refused(AggregateFunction function, boolean distinct, DataType type, Expression... arguments) {
        assertThatThrownBy(() -> of(function, distinct, type, arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(function.name());
    }

    private static void of(AggregateFunction function, boolean distinct, DataType type, Expression... arguments) {
        var unused = new Aggregate(function, List.of(arguments), distinct, null, type);
    }
}
