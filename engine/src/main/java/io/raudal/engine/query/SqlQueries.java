package io.raudal.engine.query;

/**
 * Exploratory SQL: single SELECTs over stored and open rows of views and over recent events of streams, fenced off from files, network,
 * settings and from whoever writes. The dialect is the implementation's; times are in UTC. May be called from any thread.
 */
public interface SqlQueries extends AutoCloseable {

    /**
     * Runs a query to its end, its limit of rows, or until the sink is gone; blocks.
     *
     * @return whether there were more rows than came out
     * @throws io.raudal.model.RaudalException INVALID_SQL, with line and column where they are known; LIMIT_EXCEEDED if it takes too
     *     much time or memory; TOO_MANY if too many queries run
     */
    boolean run(SqlQuery query, RowSink sink);

    /** Stops what runs. */
    @Override
    void close();
}
