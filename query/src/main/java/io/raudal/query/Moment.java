package io.raudal.query;

import io.raudal.engine.live.EngineStatus;
import io.raudal.engine.step.Ledger;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.explain.SourceLine;
import io.raudal.query.PlatformStatus.PipelineStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the platform did at one moment, with the pipelines' plans, and its counters for those who want differences.
 *
 * @param pipelines by name
 * @param counters by {@link #stream} and {@link #view}
 */
record Moment(PlatformStatus status, Map<String, RunningPipeline> pipelines, Map<String, long[]> counters) {
    static final int RECEIVED = 0;
    static final int DELIVERED = 1;
    static final int DUPLICATE = 2;
    static final int LATE = 3;
    static final int DEAD = 4;

    static final int ROWS = 0;
    static final int USED = 1;
    static final int FILTERED = 2;
    static final int FAILED = 3;

    static Moment of(PlatformStatus status, List<RunningPipeline> pipelines) {
        Map<String, RunningPipeline> byName = new LinkedHashMap<>();
        pipelines.forEach(pipeline -> byName.put(pipeline.name(), pipeline));
        Map<String, long[]> counters = new LinkedHashMap<>();
        for (PipelineStatus pipeline : status.pipelines()) {
            pipeline.engine().ifPresent(engine -> {
                engine.streams()
                        .forEach(stream -> counters.put(stream(pipeline.name(), stream.name()), counters(stream)));
                engine.views()
                        .forEach(view -> counters.put(view(pipeline.name(), view.name()), counters(engine, view)));
            });
        }
        return new Moment(status, byName, counters);
    }

    static String stream(String pipeline, String stream) {
        return "stream " + pipeline + "." + stream;
    }

    static String view(String pipeline, String view) {
        return "view " + pipeline + "." + view;
    }

    /** What came into the log: also what the steps have not seen yet. */
    static long received(EngineStatus.StreamState stream) {
        return stream.ledger().processed().received() + stream.ledger().inFlight();
    }

    /** The state of a pipeline's view, if its engine tells. */
    static Optional<EngineStatus.ViewState> state(PipelineStatus pipeline, ViewPlan view) {
        return pipeline.engine()
                .flatMap(engine -> engine.views().stream()
                        .filter(state -> state.name().equals(view.name()))
                        .findFirst());
    }

    /** What each operator ahead of a view's aggregation let through, as {@link SourceLine#steps} names them. */
    List<EngineStatus.StepCount> steps(String pipeline, ViewPlan view) {
        return status.pipelines().stream()
                .filter(one -> one.name().equals(pipeline))
                .findFirst()
                .flatMap(one -> state(one, view))
                .map(EngineStatus.ViewState::steps)
                .orElse(List.of());
    }

    /** How much a counter grew since an earlier moment, at least 0; all of it where that did not know it. */
    long since(@Nullable Moment earlier, String name, int counter) {
        long[] now = counters.get(name);
        if (now == null) {
            return 0;
        }
        long[] then = earlier == null ? null : earlier.counters.get(name);
        return Math.max(0, now[counter] - (then == null ? 0 : then[counter]));
    }

    private static long[] counters(EngineStatus.StreamState stream) {
        Ledger ledger = stream.ledger().processed();
        return new long[] {received(stream), ledger.delivered(), ledger.duplicate(), ledger.late(), ledger.dead()};
    }

    private static long[] counters(EngineStatus engine, EngineStatus.ViewState view) {
        long[] counters = new long[FAILED + 1];
        counters[ROWS] = view.finalRows();
        for (EngineStatus.StreamState stream : engine.streams()) {
            Ledger ledger = stream.ledger().processed();
            if (ledger.views().contains(view.name())) {
                counters[USED] += ledger.used(view.name());
                counters[FILTERED] += ledger.filtered(view.name());
                counters[FAILED] += ledger.failed(view.name());
            }
        }
        return counters;
    }
}
