package io.raudal.plan;

import io.raudal.model.DataType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One aggregate over the rows of a group.
 *
 * @param arguments over the aggregation's input row
 * @param distinct whether equal arguments count once
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
    }
}
