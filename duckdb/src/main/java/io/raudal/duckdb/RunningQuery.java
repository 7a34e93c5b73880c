package io.raudal.duckdb;

import io.raudal.engine.query.RowSink;
import java.time.Duration;

/** A query under way, and whether it was killed; it is never killed once it has ended, for its process goes on to others. */
final class RunningQuery {

    /** Why it was killed. */
    enum Killed {
        NOT,
        /** It took too much time. */
        TIME,
        /** Nobody waits for it. */
        GONE,
        /** Nobody may ask any more. */
        CLOSED
    }

    private final QueryProcess process;
    private final RowSink sink;
    private volatile long deadlineNanos;
    private Killed killed = Killed.NOT;
    private boolean ended;

    RunningQuery(QueryProcess process, RowSink sink, Duration time) {
        this.process = process;
        this.sink = sink;
        mayTake(time);
    }

    /** Gives it so much time from now on. */
    void mayTake(Duration time) {
        deadlineNanos = System.nanoTime() + time.toNanos();
    }

    QueryProcess process() {
        return process;
    }

    /** Kills it if it must not go on. */
    void look() {
        if (System.nanoTime() - deadlineNanos > 0) {
            kill(Killed.TIME);
        } else if (sink.isGone()) {
            kill(Killed.GONE);
        }
    }

    synchronized void kill(Killed why) {
        if (!ended && killed == Killed.NOT) {
            killed = why;
            process.kill();
        }
    }

    synchronized Killed killed() {
        return killed;
    }

    /** Says that it is over; false if it was killed. */
    synchronized boolean end() {
        ended = true;
        return killed == Killed.NOT;
    }
}
