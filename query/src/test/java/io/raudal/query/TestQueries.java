package io.raudal.query;

import io.raudal.engine.RowChange;
import io.raudal.engine.query.RowSink;
import io.raudal.engine.query.SqlQueries;
import io.raudal.engine.query.SqlQuery;
import io.raudal.engine.store.RowQuery;
import io.raudal.engine.store.Store;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.plan.ViewPlan;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Understands {@code SELECT * FROM pipeline.view} over a store, which says for {@code raw} that streams were capped, and {@code SELECT forever}, which
 * ends when nobody waits for it.
 */
final class TestQueries implements SqlQueries {
    private static final Pattern ALL = Pattern.compile("SELECT \\* FROM ([a-z]+)\\.([a-z]+)");

    final AtomicInteger running = new AtomicInteger();
    final CountDownLatch abandoned = new CountDownLatch(1);

    private final ControlPlane control;
    private final Store store;

    TestQueries(ControlPlane control, Store store) {
        this.control = control;
        this.store = store;
    }

    @Override
    public boolean run(SqlQuery query, RowSink sink) {
        running.incrementAndGet();
        try {
            if (query.sql().equals("SELECT forever")) {
                return forever(sink);
            }
            Matcher all = ALL.matcher(query.sql());
            if (!all.matches()) {
                throw new RaudalException(ErrorCode.INVALID_SQL, TestPlatform.say("line 1, column 8: no such thing"));
            }
            ViewPlan view = control.pipeline(all.group(1)).orElseThrow().plan().views().stream()
                    .filter(plan -> plan.name().equals(all.group(2)))
                    .findFirst()
                    .orElseThrow();
            if (view.name().equals("raw")) {
                sink.capped("plant.readings", 10_000);
                sink.capped("plant.quiet", 5);
            }
            sink.columns(view.output());
            List<RowChange> rows = store.read(
                    all.group(1) + "." + view.name(),
                    new RowQuery(Map.of(), query.fromMillis(), query.toMillis(), query.limit() + 1));
            rows.stream().limit(query.limit()).forEach(row -> sink.row(row.values()));
            return rows.size() > query.limit();
        } finally {
            running.decrementAndGet();
        }
    }

    private boolean forever(RowSink sink) {
        try {
            while (!sink.isGone()) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        abandoned.countDown();
        return false;
    }

    @Override
    public void close() {}
}
