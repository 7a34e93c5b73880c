package io.raudal.plan;

import io.raudal.model.DataType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One aggregate over the rows of a group. Deviations, variances and percentiles are of DOUBLE and DOUBLE themselves.
 *
 * @param arguments over the aggregation's input row: one; none for a COUNT of rows, two for a percentile
 * @param distinct whether equal arguments count once; false where that makes no difference
 * @param filter BOOLEAN over the input row; only rows for which it is TRUE are taken; null takes all
 * @param type of the result
 */
public record Aggregate(
        AggregateFunction function,
        List<Expression> arguments,
        boolean distinct,
        @Nullable Expression filter,
        DataType type) {
    public Aggregate {
        Objects.requireNonNull(function);
        arguments = List.copyOf(arguments);
        Objects.requireNonNull(type);
        int count = arguments.size();
        boolean isWell = switch (function) {
            case COUNT -> count == 1 || count == 0 && !distinct;
            case SUM, AVG -> count == 1;
            case MIN, MAX, FIRST_VALUE, LAST_VALUE, APPROX_COUNT_DISTINCT -> count == 1 && !distinct;
            case STDDEV_POP, STDDEV_SAMP, VAR_POP, VAR_SAMP -> count == 1 && isOfDoubles(arguments, type);
            case APPROX_PERCENTILE -> count == 2 && isOfDoubles(arguments, type);
        };
        if (!isWell) {
            throw new IllegalArgumentException(
                    function + (distinct ? " of distinct " : " of ") + arguments + " as " + type);
        }
    }

    private static boolean isOfDoubles(List<Expression> arguments, DataType type) {
        return arguments.get(0).type() == DataType.Simple.DOUBLE && type == DataType.Simple.DOUBLE;
    }
}
