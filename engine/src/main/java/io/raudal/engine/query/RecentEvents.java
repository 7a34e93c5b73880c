package io.raudal.engine.query;

import io.raudal.engine.store.ColumnSink;
import io.raudal.plan.Field;
import java.util.List;
import java.util.Set;

/** The latest events of streams, for exploratory SQL to read. May be called from any thread. */
public interface RecentEvents {

    /** The streams that there are, as {@code pipeline.stream}. */
    Set<String> streams();

    /** The columns of one of them. */
    List<Field> columns(String stream);

    /** Hands over, column by column, its latest events of at least the one time and below the other, as many as are worth a look. */
    void scan(String stream, long fromMillis, long toMillis, ColumnSink sink);
}
