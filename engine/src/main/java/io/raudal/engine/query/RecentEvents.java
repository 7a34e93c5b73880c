package io.raudal.engine.query;

import io.raudal.engine.store.ColumnSink;
import io.raudal.plan.Field;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** The latest events of streams, for exploratory SQL to read. May be called from any thread. */
public interface RecentEvents {

    /** The streams that there are, as {@code pipeline.stream}. */
    Set<String> streams();

    /** The columns of one of them. */
    List<Field> columns(String stream);

    /**
     * Hands over, column by column, its latest events of at least the one time and below the other, as many as are worth a look.
     *
     * @return how many events were looked at, if there are older ones which might be of these times; empty if all were handed over
     */
    OptionalLong scan(String stream, long fromMillis, long toMillis, ColumnSink sink);
}
