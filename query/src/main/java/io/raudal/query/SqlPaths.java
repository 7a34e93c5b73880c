package io.raudal.query;

import io.raudal.engine.query.RowSink;
import io.raudal.engine.query.SqlQueries;
import io.raudal.engine.query.SqlQuery;
import io.raudal.http.Offer;
import io.raudal.http.RequestProblems;
import io.raudal.plan.Field;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/sql}. */
final class SqlPaths {
    private static final int MAX_TEXT = 100_000;
    private static final int MAX_ROWS = 100_000;
    private static final int USUAL_ROWS = 1_000;

    private final SqlQueries queries;
    private final Work work;
    private final Bodies bodies;
    private final int maxAnswerBytes;

    SqlPaths(SqlQueries queries, Work work, Bodies bodies, int maxAnswerBytes) {
        this.queries = queries;
        this.work = work;
        this.bodies = bodies;
        this.maxAnswerBytes = maxAnswerBytes;
    }

    void mount(Router router) {
        router.post("/api/v1/sql").handler(Forms.ROWS).handler(this::run);
    }

    private void run(RoutingContext context) {
        new Parameters(context).check();
        boolean isCsv = Offer.type(context).equals(Forms.CSV);
        AtomicBoolean isGone = new AtomicBoolean();
        context.response().closeHandler(closed -> isGone.set(true));
        bodies.text(context.request(), Bodies.JSON)
                .onFailure(context::fail)
                .onSuccess(text -> work.answer(
                        context,
                        () -> {
                            SqlQuery query = query(text, new RequestProblems());
                            return run(query, isCsv, isGone);
                        },
                        body -> body.ifPresent(rows -> rows.send(context))));
    }

    private static SqlQuery query(String text, RequestProblems problems) {
        Members members = new Members(Members.object(text), "", problems);
        String sql = members.required("sql");
        long from = members.time("from").map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
        long to = members.time("to").map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
        int limit = members.whole("limit", 1, MAX_ROWS, USUAL_ROWS);
        members.end();
        if (sql.length() > MAX_TEXT) {
            problems.add("sql", QueryMessages.message("sql.long", Integer.toString(MAX_TEXT)));
        }
        if (from > to) {
            problems.add("from", QueryMessages.message("parameter.range"));
        }
        problems.check();
        return new SqlQuery(sql, from, to, limit);
    }

    /** Empty if nobody waits for it any more and the query ended before it had columns. */
    private Optional<RowsBody> run(SqlQuery query, boolean isCsv, AtomicBoolean isGone) {
        long begin = System.nanoTime();
        Sink sink = new Sink(isCsv, isGone, maxAnswerBytes);
        boolean more = queries.run(query, sink);
        if (sink.body == null && isGone.get()) {
            return Optional.empty();
        }
        double seconds = Math.round((System.nanoTime() - begin) / 1e6) / 1e3;
        JsonArray capped = new JsonArray();
        sink.capped.forEach((stream, events) -> {
            capped.add(new JsonObject().put("stream", stream).put("events", events));
            sink.body().cap(stream, events);
        });
        return Optional.of(sink.body()
                .end(more || sink.isFull, new JsonObject().put("capped", capped).put("seconds", seconds)));
    }

    /** Writes rows until nobody waits for them or there is no room for more. */
    private static final class Sink implements RowSink {
        private final boolean isCsv;
        private final AtomicBoolean isGone;
        private final int maxBytes;
        private @Nullable RowsBody body;
        private volatile boolean isFull;
        private final Map<String, Long> capped = new LinkedHashMap<>();

        Sink(boolean isCsv, AtomicBoolean isGone, int maxBytes) {
            this.isCsv = isCsv;
            this.isGone = isGone;
            this.maxBytes = maxBytes;
        }

        @Override
        public void capped(String stream, long events) {
            capped.put(stream, events);
        }

        @Override
        public void columns(List<Field> columns) {
            body = new RowsBody(columns, isCsv, maxBytes);
        }

        @Override
        public void row(@Nullable Object[] values) {
            if (body().isFull()) {
                isFull = true;
            } else {
                body().add(values);
            }
        }

        @Override
        public boolean isGone() {
            return isFull || isGone.get();
        }

        RowsBody body() {
            if (body == null) {
                throw new IllegalStateException("no columns");
            }
            return body;
        }
    }
}
