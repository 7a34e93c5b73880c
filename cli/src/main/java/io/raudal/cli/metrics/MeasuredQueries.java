package io.raudal.cli.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.raudal.engine.query.RowSink;
import io.raudal.engine.query.SqlQueries;
import io.raudal.engine.query.SqlQuery;
import io.raudal.model.RaudalException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Exploratory SQL with how many queries run, how long they took and how they ended. Any thread may use it. */
public final class MeasuredQueries implements SqlQueries {
    private final SqlQueries queries;
    private final MeterRegistry metrics;
    private final AtomicInteger running;

    /** @param queries closed with this */
    public MeasuredQueries(SqlQueries queries, MeterRegistry metrics) {
        this.queries = queries;
        this.metrics = metrics;
        running = metrics.gauge("raudal.queries.running", new AtomicInteger());
    }

    @Override
    public boolean run(SqlQuery query, RowSink sink) {
        long from = System.nanoTime();
        String outcome = "internal";
        running.incrementAndGet();
        try {
            boolean hasMore = queries.run(query, sink);
            outcome = "answered";
            return hasMore;
        } catch (RaudalException e) {
            outcome = e.code().type().name().toLowerCase(Locale.ROOT);
            throw e;
        } finally {
            running.decrementAndGet();
            Timer.builder("raudal.queries")
                    .description("Queries in SQL: answered, or by whose fault they were not")
                    .tag("outcome", outcome)
                    .register(metrics)
                    .record(System.nanoTime() - from, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void close() {
        queries.close();
    }
}
