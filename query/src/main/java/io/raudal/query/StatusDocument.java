package io.raudal.query;

import io.raudal.engine.intake.SourceStatus;
import io.raudal.engine.live.EngineStatus;
import io.raudal.engine.step.Ledger;
import io.raudal.plan.RowOperator;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.explain.SourceLine;
import io.raudal.plan.explain.Step;
import io.raudal.query.PlatformStatus.PipelineStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status as the interface describes it ({@code Status}), in the reader's language. */
final class StatusDocument {
    private final Moment now;
    private final Moment before;
    private final double seconds;
    private final WhyNoOutput why;
    private final Locale locale;

    /**
     * @param before for rates
     * @param seconds between the two
     * @param recent some seconds ago, null if that is not known yet
     */
    StatusDocument(Moment now, Moment before, double seconds, @Nullable Moment recent, Locale locale) {
        this.now = now;
        this.before = before;
        this.seconds = seconds;
        this.locale = locale;
        why = new WhyNoOutput(now, recent);
    }

    /** @param process the figures of this process */
    JsonObject status(JsonObject process) {
        PlatformStatus status = now.status();
        JsonArray pipelines = new JsonArray();
        status.pipelines().forEach(pipeline -> pipelines.add(pipeline(pipeline)));
        return new JsonObject()
                .put("at", status.at().toString())
                .put("startedAt", status.startedAt().toString())
                .put("version", status.version())
                .put("process", process)
                .put("log", component(status.log()))
                .put("store", component(status.store()))
                .put(
                        "disk",
                        new JsonObject()
                                .put("freeBytes", status.disk().freeBytes())
                                .put("floorBytes", status.disk().floorBytes()))
                .put("pipelines", pipelines);
    }

    private JsonObject component(PlatformStatus.Component component) {
        JsonObject document = new JsonObject().put("kind", component.kind()).put("ready", component.problem() == null);
        if (component.sizeBytes() >= 0) {
            document.put("bytes", component.sizeBytes());
        }
        if (component.address() != null) {
            document.put("address", component.address());
        }
        if (component.problem() != null) {
            document.put("problem", component.problem().in(locale));
        }
        return document;
    }

    private JsonObject pipeline(PipelineStatus pipeline) {
        JsonObject document = new JsonObject().put("name", pipeline.name()).put("state", word(pipeline.state()));
        if (pipeline.failure() != null) {
            document.put("problem", pipeline.failure().in(locale));
        }
        if (pipeline.retryAt() != null) {
            document.put("retryAt", pipeline.retryAt().toString());
        }
        pipeline.engine()
                .map(EngineStatus::checkpoint)
                .ifPresent(checkpoint -> document.put(
                        "checkpoint",
                        new JsonObject()
                                .put(
                                        "at",
                                        Instant.ofEpochMilli(checkpoint.atMillis())
                                                .toString())
                                .put("seconds", checkpoint.nanos() / 1e9)
                                .put("bytes", checkpoint.sizeBytes())));
        JsonArray streams = new JsonArray();
        JsonArray views = new JsonArray();
        RunningPipeline known = now.pipelines().get(pipeline.name());
        if (known != null) {
            for (StreamPlan stream : known.plan().streams()) {
                streams.add(stream(pipeline, stream.name()));
            }
            for (ViewPlan view : known.plan().views()) {
                views.add(view(pipeline, known, view));
            }
        }
        return document.put("streams", streams).put("views", views);
    }

    private JsonObject stream(PipelineStatus pipeline, String stream) {
        Optional<EngineStatus.StreamState> state = pipeline.engine()
                .flatMap(engine -> engine.streams().stream()
                        .filter(one -> one.name().equals(stream))
                        .findFirst());
        String counters = Moment.stream(pipeline.name(), stream);
        JsonArray partitions = new JsonArray();
        state.map(EngineStatus.StreamState::partitions)
                .orElse(List.of())
                .forEach(one -> partitions.add(partition(one)));
        JsonArray sources = new JsonArray();
        pipeline.sources().getOrDefault(stream, List.of()).forEach(source -> sources.add(source(source)));
        return new JsonObject()
                .put("name", stream)
                .put("ledger", LedgerDocument.of(pipeline.name(), stream, state))
                .put(
                        "rates",
                        new JsonObject()
                                .put("received", rate(counters, Moment.RECEIVED))
                                .put("delivered", rate(counters, Moment.DELIVERED))
                                .put("duplicate", rate(counters, Moment.DUPLICATE))
                                .put("late", rate(counters, Moment.LATE))
                                .put("dead", rate(counters, Moment.DEAD)))
                .put("partitions", partitions)
                .put("sources", sources);
    }

    private static JsonObject partition(EngineStatus.PartitionState state) {
        JsonObject document = new JsonObject()
                .put("partition", state.partition())
                .put("firstOffset", state.range().first())
                .put("endOffset", state.range().end())
                .put("readOffset", state.readOffset())
                .put("idle", state.isIdle());
        putTime(document, "watermark", Math.floorDiv(state.watermarkMicros(), 1000), state.watermarkMicros());
        putTime(document, "highest", Math.floorDiv(state.highestMicros(), 1000), state.highestMicros());
        return document;
    }

    private JsonObject source(SourceStatus source) {
        JsonObject document = new JsonObject()
                .put("kind", source.kind())
                .put("target", source.target())
                .put("state", word(source.state()))
                .put("events", source.events());
        if (source.lag() >= 0) {
            document.put("lag", source.lag()).put("lagUnit", word(source.unit()));
        }
        if (source.lastError() != null) {
            document.put("lastError", source.lastError().in(locale));
        }
        if (source.lastErrorAt() != null) {
            document.put("lastErrorAt", source.lastErrorAt().toString());
        }
        if (source.retryAt() != null) {
            document.put("retryAt", source.retryAt().toString());
        }
        return document;
    }

    private JsonObject view(PipelineStatus pipeline, RunningPipeline known, ViewPlan view) {
        Optional<EngineStatus.ViewState> state = Moment.state(pipeline, view);
        String counters = Moment.view(pipeline.name(), view.name());
        boolean isRebuilding = state.flatMap(EngineStatus.ViewState::rebuilding).isPresent();
        JsonArray sources = new JsonArray();
        for (EngineStatus.StreamState stream :
                pipeline.engine().map(EngineStatus::streams).orElse(List.of())) {
            Ledger ledger = stream.ledger().processed();
            if (ledger.views().contains(view.name())) {
                sources.add(LedgerDocument.of(ledger, view.name()).put("name", stream.name()));
            }
        }
        JsonObject document = new JsonObject()
                .put("name", view.name())
                .put("state", isRebuilding ? "rebuilding" : "running")
                .put("rows", state.map(EngineStatus.ViewState::finalRows).orElse(0L))
                .put("rowsPerSecond", rate(counters, Moment.ROWS))
                .put("openRows", pipeline.openRows().getOrDefault(view.name(), 0))
                .put("usedPerSecond", rate(counters, Moment.USED))
                .put("sources", sources);
        state.ifPresent(one -> {
            putTime(document, "watermark", Math.floorDiv(one.watermarkMicros(), 1000), one.watermarkMicros());
            putTime(document, "nextWindowEnd", one.nextWindowEndMillis(), one.nextWindowEndMillis());
            one.failedRows().ifPresent(failed -> document.put("failedRows", failed.count()));
            if (one.unfit() > 0) {
                document.put("unfit", one.unfit());
            }
        });
        JsonArray steps = steps(SourceLine.of(known.plan(), view.name()), now.steps(pipeline.name(), view));
        if (!steps.isEmpty()) {
            document.put("steps", steps);
        }
        JsonArray reasons = new JsonArray();
        why.of(pipeline, known, view).forEach(reason -> reasons.add(reason.document(locale)));
        return document.put("whyNoOutput", reasons);
    }

    /** Without those that only compute: they let everything through. */
    private JsonArray steps(SourceLine line, List<EngineStatus.StepCount> counts) {
        List<Step> operators = line.steps();
        JsonArray steps = new JsonArray();
        for (int i = 0; i < counts.size(); i++) {
            if (!(counts.get(i).operator() instanceof RowOperator.Project)) {
                steps.add(new JsonObject()
                        .put("text", operators.get(i).in(locale))
                        .put("in", counts.get(i).in())
                        .put("out", counts.get(i).out()));
            }
        }
        return steps;
    }

    private double rate(String counters, int counter) {
        if (!before.counters().containsKey(counters)) {
            return 0;
        }
        return Math.round(100 * now.since(before, counters, counter) / seconds) / 100.0;
    }

    /** @param raw {@link Long#MIN_VALUE} where there is none */
    private static void putTime(JsonObject document, String name, long millis, long raw) {
        if (raw != Long.MIN_VALUE && raw != Long.MAX_VALUE) {
            document.put(name, Instant.ofEpochMilli(millis).toString());
        }
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
