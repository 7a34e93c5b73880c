package io.raudal.query;

import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the platform does now, looked at once a second for everyone, and its past: the moment before, for rates, and one every few
 * seconds over the last quarter of an hour. Any thread may use it.
 */
final class StatusBoard {
    static final int STEP_SECONDS = 5;
    private static final int STEPS = 15 * 60 / STEP_SECONDS;
    /** So far back "now" reaches where a reason is looked for. */
    private static final int RECENT_STEPS = 2;

    private final ControlPlane control;
    private final ProcessFigures process = new ProcessFigures();
    private final Deque<Moment> past = new ArrayDeque<>();
    private @Nullable Moment now;
    private @Nullable Moment before;
    private JsonObject figures = new JsonObject();

    StatusBoard(ControlPlane control) {
        this.control = control;
    }

    /** Looks. */
    void look() {
        Moment moment = Moment.of(control.status(), control.pipelines());
        synchronized (this) {
            before = now;
            now = moment;
            figures = process.measure();
            Moment last = past.peekLast();
            long millis = moment.status().at().toEpochMilli();
            if (last == null || step(millis) > step(last.status().at().toEpochMilli())) {
                past.addLast(moment);
            }
            if (past.size() > STEPS + 1) {
                past.removeFirst();
            }
        }
    }

    /** The moment that was looked at last; looks if there was none. */
    Moment now() {
        synchronized (this) {
            if (now != null) {
                return now;
            }
        }
        look();
        synchronized (this) {
            return Objects.requireNonNull(now);
        }
    }

    /** {@code Status}, in the reader's language. */
    JsonObject status(Locale locale) {
        Moment moment = now();
        synchronized (this) {
            Moment then = before == null ? moment : before;
            double seconds = Math.max(
                    0.001,
                    (moment.status().at().toEpochMilli() - then.status().at().toEpochMilli()) / 1000.0);
            return new StatusDocument(moment, then, seconds, recent(), locale).status(figures);
        }
    }

    /** {@code Rates}. */
    JsonObject rates() {
        now();
        List<Moment> moments;
        synchronized (this) {
            moments = new ArrayList<>(past);
        }
        return RatesDocument.of(moments);
    }

    /** A moment some seconds ago; null if there was none yet. */
    private @Nullable Moment recent() {
        Moment found = null;
        int back = 0;
        for (var moments = past.descendingIterator(); moments.hasNext() && back <= RECENT_STEPS; back++) {
            found = moments.next();
        }
        return back > RECENT_STEPS ? found : null;
    }

    static long step(long millis) {
        return Math.floorDiv(millis, STEP_SECONDS * 1000L);
    }
}
