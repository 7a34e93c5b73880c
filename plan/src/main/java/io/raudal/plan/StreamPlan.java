package io.raudal.plan;

import io.raudal.model.Stream;
import java.util.List;
import java.util.Map;

/**
 * A stream and what its views need of it.
 *
 * @param used indexes of the columns that some view, the time, the key, the id or a computed column names; only these are parsed
 *     (a NOT NULL column is always used)
 * @param computed by index of a column with {@code as}: its expression, over the row of all columns; computed columns name no other
 *     computed ones
 */
public record StreamPlan(Stream stream, List<Integer> used, Map<Integer, Expression> computed) {
    public StreamPlan {
        used = List.copyOf(used);
        computed = Map.copyOf(computed);
    }

    public String name() {
        return stream.name();
    }
}
