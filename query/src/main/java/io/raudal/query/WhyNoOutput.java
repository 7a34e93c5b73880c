package io.raudal.query;

import io.raudal.engine.DeadReason;
import io.raudal.engine.intake.SourceStatus;
import io.raudal.engine.live.EngineStatus;
import io.raudal.engine.live.EngineStatus.PartitionState;
import io.raudal.engine.live.EngineStatus.StepCount;
import io.raudal.engine.live.EngineStatus.StreamState;
import io.raudal.engine.live.EngineStatus.ViewState;
import io.raudal.engine.step.LateReason;
import io.raudal.engine.step.Ledger;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import io.raudal.model.View;
import io.raudal.plan.RowOperator;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.explain.SourceLine;
import io.raudal.plan.explain.Step;
import io.raudal.query.PlatformStatus.PipelineStatus;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds what holds the rows of a view back, by following its events from the source on: what did not come, what was set aside, what
 * was filtered, what waits. What happened in the last seconds counts before what happened since the start.
 */
final class WhyNoOutput {
    private static final int NONE = -1;

    private final Moment now;
    private final @Nullable Moment recent;

    /** @param recent some seconds ago; null if that is not known yet */
    WhyNoOutput(Moment now, @Nullable Moment recent) {
        this.now = now;
        this.recent = recent;
    }

    /**
     * One thing that holds rows back.
     *
     * @param code as the interface lists them
     * @param text in the reader's language
     * @param partition whose fault it is, -1 for none
     * @param until the event time that has to be reached, if there is one
     */
    record Reason(
            String code,
            Function<Locale, String> text,
            int partition,
            @Nullable Instant until) {
        JsonObject document(Locale locale) {
            JsonObject document = new JsonObject().put("code", code).put("text", text.apply(locale));
            if (partition != NONE) {
                document.put("partition", partition);
            }
            if (until != null) {
                document.put("until", until.toString());
            }
            return document;
        }
    }

    /** The reasons, the weightiest first; none if rows come. */
    List<Reason> of(PipelineStatus pipeline, RunningPipeline known, ViewPlan view) {
        RaudalException failure = pipeline.failure();
        if (failure != null) {
            return List.of(new Reason("failed", failure::in, NONE, null));
        }
        if (pipeline.state() == RunningPipeline.State.PAUSED) {
            return List.of(reason("paused", "why.paused", pipeline.name()));
        }
        EngineStatus engine = pipeline.engine().orElse(null);
        ViewState state = Moment.state(pipeline, view).orElse(null);
        if (engine == null || state == null || rowsCome(pipeline, view)) {
            return List.of();
        }
        Optional<ViewPlan> upstream = known.plan().views().stream()
                .filter(other -> other.name().equals(view.input()))
                .findFirst();
        if (upstream.isPresent()) {
            List<Reason> reasons = of(pipeline, known, upstream.get());
            return reasons.isEmpty() ? windows(view, state, List.of()) : reasons;
        }
        return engine.streams().stream()
                .filter(stream -> stream.name().equals(view.input()))
                .findFirst()
                .map(stream -> ofStream(pipeline, known, stream, view, state))
                .orElse(List.of());
    }

    private boolean rowsCome(PipelineStatus pipeline, ViewPlan view) {
        return pipeline.openRows().getOrDefault(view.name(), 0) > 0
                || now.since(recent, Moment.view(pipeline.name(), view.name()), Moment.ROWS) > 0;
    }

    private List<Reason> ofStream(
            PipelineStatus pipeline, RunningPipeline known, StreamState stream, ViewPlan view, ViewState state) {
        List<Reason> reasons = new ArrayList<>(sources(pipeline, stream));
        String counters = Moment.stream(pipeline.name(), stream.name());
        if (Moment.received(stream) == 0) {
            reasons.add(reason("no-events", "why.no-events", stream.name(), pipeline.name()));
            return reasons;
        }
        boolean isQuiet = now.since(recent, counters, Moment.RECEIVED) == 0;
        // When nothing came lately, what came before explains it.
        Moment since = isQuiet ? null : recent;
        if (now.since(since, counters, Moment.DELIVERED) == 0) {
            reasons.addAll(aside(stream.ledger().processed(), counters, since));
            return reasons;
        }
        String ofView = Moment.view(pipeline.name(), view.name());
        long used = now.since(since, ofView, Moment.USED);
        long filtered = now.since(since, ofView, Moment.FILTERED);
        long failed = now.since(since, ofView, Moment.FAILED);
        if (used == 0 && failed > 0) {
            reasons.add(reason("failed", "why.expression", Long.toString(failed)));
        }
        if (used == 0 && filtered > 0) {
            reasons.add(filtered(known, view, filtered, since));
        }
        if (isQuiet) {
            reasons.add(reason("no-events", "why.quiet", stream.name()));
        }
        if (used > 0) {
            reasons.addAll(windows(view, state, stream.partitions()));
        }
        return reasons;
    }

    /** Names the step at which most fell. */
    private Reason filtered(RunningPipeline known, ViewPlan view, long events, @Nullable Moment since) {
        List<StepCount> counts = now.steps(known.name(), view);
        List<StepCount> before = since == null ? List.of() : since.steps(known.name(), view);
        long most = 0;
        long came = 0;
        int step = -1;
        for (int i = 0; i < counts.size(); i++) {
            StepCount count = counts.get(i);
            // An engine that has started anew since counts from nothing.
            boolean isKnown = i < before.size() && before.get(i).in() <= count.in();
            long in = count.in() - (isKnown ? before.get(i).in() : 0);
            long fell = in - count.out() + (isKnown ? before.get(i).out() : 0);
            if (fell > most) {
                most = fell;
                came = in;
                step = i;
            }
        }
        if (step < 0) {
            return reason("all-filtered", "why.filtered", Long.toString(events));
        }
        Step at = SourceLine.of(known.plan(), view.name()).steps().get(step);
        String[] numbers = {Long.toString(events), Long.toString(most), Long.toString(came)};
        return new Reason(
                "all-filtered",
                locale -> QueryMessages.message("why.filtered-at", numbers[0], at.in(locale), numbers[1], numbers[2])
                        .in(locale),
                NONE,
                null);
    }

    private static List<Reason> sources(PipelineStatus pipeline, StreamState stream) {
        List<Reason> reasons = new ArrayList<>();
        for (SourceStatus source : pipeline.sources().getOrDefault(stream.name(), List.of())) {
            boolean isBroken =
                    source.state() == SourceStatus.State.FAILED || source.state() == SourceStatus.State.WAITING;
            Message error = source.lastError();
            if (isBroken && error != null) {
                Message why = QueryMessages.ofParts("why.source", source.kind(), source.target(), error);
                reasons.add(new Reason("source-failed", why::in, NONE, null));
            }
        }
        return reasons;
    }

    private List<Reason> aside(Ledger ledger, String counters, @Nullable Moment since) {
        long dead = now.since(since, counters, Moment.DEAD);
        long late = now.since(since, counters, Moment.LATE);
        List<Reason> reasons = new ArrayList<>();
        if (dead > 0) {
            String most = Arrays.stream(DeadReason.values())
                    .max(Comparator.comparingLong(ledger::dead))
                    .map(DeadReason::text)
                    .orElse("");
            reasons.add(reason("all-dead", "why.dead", Long.toString(dead), most));
        }
        if (late > 0) {
            String most = Arrays.stream(LateReason.values())
                    .max(Comparator.comparingLong(ledger::late))
                    .map(LateReason::text)
                    .orElse("");
            Reason reason = reason("all-late", "why.late", Long.toString(late), most);
            reasons.add(late > dead ? 0 : reasons.size(), reason);
        }
        return reasons;
    }

    /** Events were used, and still there is no row: it is for a window to end, or HAVING drops them. */
    private static List<Reason> windows(ViewPlan view, ViewState state, List<PartitionState> partitions) {
        List<Reason> reasons = new ArrayList<>();
        boolean hasWindow = view.topN() != null
                || view.aggregation() != null && view.aggregation().window() != null;
        if (!hasWindow) {
            return reasons;
        }
        boolean hasEnd = state.nextWindowEndMillis() != Long.MIN_VALUE;
        long furthest = partitions.stream()
                .mapToLong(PartitionState::watermarkMicros)
                .max()
                .orElse(Long.MIN_VALUE);
        long needed = hasEnd ? state.nextWindowEndMillis() * 1000 : furthest;
        for (PartitionState partition : partitions) {
            if (furthest != Long.MIN_VALUE && partition.watermarkMicros() < needed && furthest >= needed) {
                String code = partition.isIdle() ? "partition-idle" : "partition-behind";
                String number = Integer.toString(partition.partition());
                String at = time(partition.watermarkMicros());
                String key = at.isEmpty() ? "why." + code + "-empty" : "why." + code;
                reasons.add(new Reason(code, text(key, number, at), partition.partition(), null));
            }
        }
        Reason waiting = hasEnd
                ? new Reason(
                        "waiting-for-window",
                        text(
                                state.watermarkMicros() == Long.MIN_VALUE ? "why.window-first" : "why.window",
                                Instant.ofEpochMilli(state.nextWindowEndMillis())
                                        .toString(),
                                time(state.watermarkMicros())),
                        NONE,
                        Instant.ofEpochMilli(state.nextWindowEndMillis()))
                : reason("waiting-for-window", "why.window-open");
        reasons.add(waiting);
        if (view.after().stream().anyMatch(RowOperator.Filter.class::isInstance)) {
            // Rows of open windows would show, if HAVING let them.
            boolean isLikely = view.view().emit() == View.Emit.LIVE;
            reasons.add(isLikely ? 0 : reasons.size(), reason("having", "why.having"));
        }
        return reasons;
    }

    private static String time(long micros) {
        return micros == Long.MIN_VALUE
                ? ""
                : Instant.ofEpochMilli(Math.floorDiv(micros, 1000)).toString();
    }

    private static Reason reason(String code, String key, String... arguments) {
        return new Reason(code, text(key, arguments), NONE, null);
    }

    private static Function<Locale, String> text(String key, String... arguments) {
        return QueryMessages.message(key, arguments)::in;
    }
}
