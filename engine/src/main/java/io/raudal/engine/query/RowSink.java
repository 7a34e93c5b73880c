package io.raudal.engine.query;

import io.raudal.plan.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a query as they come. */
public interface RowSink {

    /**
     * Of a stream the query sees so many of the latest events and not the older ones, which might belong to its rows; called before the
     * columns.
     *
     * @param stream as {@code pipeline.stream}
     */
    default void capped(String stream, long events) {}

    /** Called once, before any row, and not at all if nobody waits any more before they are known; no two have the same name. */
    void columns(List<Field> columns);

    /** @param values in the order of the columns, each as in a {@link io.raudal.plan.Expression.Literal}; null is NULL */
    void row(@Nullable Object[] values);

    /** Whether nobody waits for the rows any more; asked by another thread every few milliseconds while the query runs. */
    default boolean isGone() {
        return false;
    }
}
