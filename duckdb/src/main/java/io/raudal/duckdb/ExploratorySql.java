package io.raudal.duckdb;

import io.raudal.engine.changes.Changes;
import io.raudal.engine.query.RecentEvents;
import io.raudal.engine.query.RowSink;
import io.raudal.engine.query.SqlQueries;
import io.raudal.engine.query.SqlQuery;
import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Exploratory SQL in DuckDB's dialect, in processes of its own.
 *
 * <p>Inside one process DuckDB cannot be held: {@code len(range(1000000000))} runs on for minutes after it is interrupted, and
 * {@code format('{:>1000000000}', 'x')} takes 2 GB of an instance that may have 100 MB. So a query runs where the operating system can
 * end it, in a fresh instance in memory that is locked and opens the files of the views that it names and nothing else. A process waits
 * a minute for the next query, then ends.
 */
public final class ExploratorySql implements SqlQueries {
    /** The longest text of a query. */
    public static final int MAX_LENGTH = 100_000;

    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration REST = Duration.ofMinutes(1);
    /** How long a process may take to start. */
    private static final Duration START = Duration.ofMinutes(1);

    private static final int NAMED = 20;
    private static final int KILLED = 137;

    private final DuckDbStore store;
    private final Changes changes;
    private final RecentEvents events;
    private final UnaryOperator<String> serving;
    private final QueryLimits limits;
    private final Semaphore places;
    private final Deque<QueryProcess> resting = new ArrayDeque<>();
    private final Set<RunningQuery> running = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "raudal-queries");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;

    /** Of views that have one generation each. */
    public ExploratorySql(DuckDbStore store, Changes changes, RecentEvents events, QueryLimits limits) {
        this(store, changes, events, UnaryOperator.identity(), limits);
    }

    /**
     * Starts nothing yet.
     *
     * @param changes where the open rows of views are
     * @param serving by the name of a view, that of the generation whose rows serve it now
     */
    public ExploratorySql(
            DuckDbStore store,
            Changes changes,
            RecentEvents events,
            UnaryOperator<String> serving,
            QueryLimits limits) {
        this.store = store;
        this.changes = changes;
        this.events = events;
        this.serving = serving;
        this.limits = limits;
        places = new Semaphore(limits.queries(), true);
        var unused = watch.scheduleWithFixedDelay(this::look, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean run(SqlQuery query, RowSink sink) {
        if (query.sql().length() > MAX_LENGTH) {
            throw new RaudalException(ErrorCode.INVALID_SQL, message("query.too-long", MAX_LENGTH));
        }
        if (!takePlace(sink)) {
            return true;
        }
        try {
            return runHere(query, sink);
        } finally {
            places.release();
        }
    }

    /** False if nobody waits any more. */
    private boolean takePlace(RowSink sink) {
        long deadline = System.nanoTime() + limits.time().toNanos();
        try {
            while (!places.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                if (sink.isGone()) {
                    return false;
                }
                if (System.nanoTime() > deadline) {
                    throw new RaudalException(ErrorCode.TOO_MANY, message("query.busy", limits.queries()));
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean runHere(SqlQuery query, RowSink sink) {
        QueryProcess process = process();
        RunningQuery here = new RunningQuery(process, sink, START);
        running.add(here);
        if (closed) {
            // It came too late for close() to find it.
            here.kill(RunningQuery.Killed.CLOSED);
        }
        boolean usable = false;
        try (QueryTables tables = new QueryTables(store, changes, events, serving)) {
            process.awaitReady();
            here.mayTake(limits.time());
            boolean more = run(process, tables, query, sink);
            usable = true;
            return more;
        } catch (QueryFailure e) {
            usable = true;
            throw new RaudalException(
                    e.key().equals("query.memory") ? ErrorCode.LIMIT_EXCEEDED : ErrorCode.INVALID_SQL,
                    new Message(StoreFailures.MESSAGES, e.key(), e.arguments()));
        } catch (IOException e) {
            return ended(here, e);
        } catch (SQLException e) {
            throw StoreFailures.of(store.files().folder(), e);
        } finally {
            running.remove(here);
            if (here.end() && usable) {
                rest(process);
            } else {
                process.kill();
            }
        }
    }

    private boolean run(QueryProcess process, QueryTables tables, SqlQuery query, RowSink sink)
            throws IOException, QueryFailure, SQLException {
        Map<String, String> names = tables.names();
        Map<String, QueryTable> read = new LinkedHashMap<>();
        for (QueryCheck.Reference reference : process.check(query, limits)) {
            String name = names.get(reference.name());
            if (name == null) {
                process.leave();
                throw noTable(query, reference, names.keySet());
            }
            if (!read.containsKey(name)) {
                read.put(name, tables.table(reference.name(), name, read.size(), query));
            }
        }
        tables.capped().forEach(sink::capped);
        return process.run(new ArrayList<>(read.values()), sink);
    }

    private static QueryFailure noTable(SqlQuery query, QueryCheck.Reference reference, Set<String> names) {
        String known = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.isEmpty()
                ? QueryFailure.at(query.sql(), reference.position(), "query.none", List.of(reference.name()))
                : QueryFailure.at(
                        query.sql(), reference.position(), "query.no-table", List.of(reference.name(), known));
    }

    /** What it means that the process is there no more. */
    private boolean ended(RunningQuery query, IOException failure) {
        switch (query.killed()) {
            case GONE -> {
                return true;
            }
            case TIME ->
                throw new RaudalException(
                        ErrorCode.LIMIT_EXCEEDED,
                        message("query.time", limits.time().toSeconds()));
            case CLOSED -> throw new RaudalException(ErrorCode.UNREACHABLE, message("query.closed"));
            case NOT -> {
                int code = exitCode(query.process());
                if (code == MemoryGuard.EXIT || code == KILLED) {
                    throw new RaudalException(ErrorCode.LIMIT_EXCEEDED, message("query.memory"));
                }
                throw new RaudalException(ErrorCode.INTERNAL, message("query.ended", code), failure);
            }
        }
        throw new AssertionError(query.killed());
    }

    private static int exitCode(QueryProcess process) {
        try {
            return process.exitCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private QueryProcess process() {
        synchronized (resting) {
            for (QueryProcess process = resting.pollLast(); process != null; process = resting.pollLast()) {
                if (process.isAlive()) {
                    return process;
                }
            }
        }
        try {
            return QueryProcess.start(store.files().spill());
        } catch (IOException e) {
            throw new RaudalException(
                    ErrorCode.UNREACHABLE, message("query.no-process", String.valueOf(e.getMessage())), e);
        }
    }

    private void rest(QueryProcess process) {
        process.rest();
        synchronized (resting) {
            if (!closed) {
                resting.addLast(process);
                return;
            }
        }
        process.kill();
    }

    private void look() {
        running.forEach(RunningQuery::look);
        synchronized (resting) {
            resting.removeIf(process -> {
                boolean over = process.restsSince(REST.toNanos());
                if (over) {
                    process.kill();
                }
                return over;
            });
        }
    }

    @Override
    public void close() {
        synchronized (resting) {
            closed = true;
            resting.forEach(QueryProcess::kill);
            resting.clear();
        }
        running.forEach(query -> query.kill(RunningQuery.Killed.CLOSED));
        watch.shutdownNow();
    }

    private static Message message(String key, Object... arguments) {
        return StoreFailures.message(key, arguments);
    }
}
