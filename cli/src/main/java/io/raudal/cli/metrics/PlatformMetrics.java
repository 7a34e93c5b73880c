package io.raudal.cli.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.raudal.engine.DeadReason;
import io.raudal.engine.intake.SourceStatus;
import io.raudal.engine.live.EngineStatus;
import io.raudal.engine.live.StreamLedger;
import io.raudal.engine.step.LateReason;
import io.raudal.engine.step.Ledger;
import io.raudal.query.PlatformStatus;
import io.raudal.query.PlatformStatus.Component;
import io.raudal.query.PlatformStatus.PipelineStatus;
import io.raudal.query.RunningPipeline;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What a platform does, as metrics: the status of the moment at which they are asked for, so all of them are of one moment and the
 * ledger's equations hold among them. What is not known has no value. Any thread may use it.
 */
public final class PlatformMetrics implements MultiCollector {
    private final Supplier<PlatformStatus> status;
    private final IntSupplier liveClients;

    /**
     * @param status may block
     * @param liveClients how many connections follow something live
     */
    public PlatformMetrics(Supplier<PlatformStatus> status, IntSupplier liveClients) {
        this.status = status;
        this.liveClients = liveClients;
    }

    @Override
    public MetricSnapshots collect() {
        PlatformStatus now = status.get();
        MetricFamilies families = new MetricFamilies();
        add(families, "log", now.log());
        add(families, "store", now.store());
        families.add(Metric.DISK_FREE, now.disk().freeBytes());
        families.add(Metric.DISK_FLOOR, now.disk().floorBytes());
        families.add(Metric.LIVE_CLIENTS, liveClients.getAsInt());
        for (PipelineStatus pipeline : now.pipelines()) {
            add(families, pipeline, now.at());
        }
        return families.snapshots();
    }

    private static void add(MetricFamilies families, String name, Component component) {
        families.add(Metric.COMPONENT_READY, component.problem() == null ? 1 : 0, name);
        if (component.sizeBytes() >= 0) {
            families.add(Metric.COMPONENT_SIZE, component.sizeBytes(), name);
        }
    }

    private static void add(MetricFamilies families, PipelineStatus pipeline, Instant now) {
        String name = pipeline.name();
        for (RunningPipeline.State state : RunningPipeline.State.values()) {
            families.add(Metric.PIPELINE_STATE, pipeline.state() == state ? 1 : 0, name, word(state));
        }
        pipeline.sources().forEach((stream, sources) -> add(families, name, stream, sources));
        pipeline.openRows().forEach((view, rows) -> families.add(Metric.VIEW_OPEN_ROWS, rows, name, view));
        pipeline.engine().ifPresent(engine -> {
            engine.streams().forEach(stream -> add(families, name, stream, now));
            engine.views().forEach(view -> add(families, name, view, now));
            EngineStatus.Checkpoint checkpoint = engine.checkpoint();
            if (checkpoint != null) {
                families.add(Metric.CHECKPOINT_AGE, (now.toEpochMilli() - checkpoint.atMillis()) / 1e3, name);
                families.add(Metric.CHECKPOINT_DURATION, checkpoint.nanos() / 1e9, name);
                families.add(Metric.CHECKPOINT_SIZE, checkpoint.sizeBytes(), name);
            }
        });
    }

    private static void add(MetricFamilies families, String pipeline, EngineStatus.StreamState state, Instant now) {
        String stream = state.name();
        StreamLedger counts = state.ledger();
        Ledger ledger = counts.processed();
        families.add(Metric.EVENTS_RECEIVED, ledger.received() + counts.inFlight(), pipeline, stream);
        families.add(Metric.EVENTS_DELIVERED, ledger.delivered(), pipeline, stream);
        families.add(Metric.EVENTS_DUPLICATE, ledger.duplicate(), pipeline, stream);
        for (LateReason reason : LateReason.values()) {
            families.add(Metric.EVENTS_LATE, ledger.late(reason), pipeline, stream, reason.text());
        }
        for (DeadReason reason : DeadReason.values()) {
            // A copy that a view made is counted as failed there.
            if (reason != DeadReason.FAILED) {
                families.add(Metric.EVENTS_DEAD, ledger.dead(reason), pipeline, stream, reason.text());
            }
        }
        families.add(Metric.EVENTS_REPLAYED, counts.replayedLate(), pipeline, stream, "late");
        families.add(Metric.EVENTS_REPLAYED, counts.replayedDead(), pipeline, stream, "dead");
        families.add(Metric.EVENTS_IN_FLIGHT, counts.inFlight(), pipeline, stream);
        state.partitions().stream()
                .mapToLong(EngineStatus.PartitionState::watermarkMicros)
                .filter(PlatformMetrics::isTime)
                .min()
                .ifPresent(least -> families.add(Metric.STREAM_WATERMARK_LAG, lag(least, now), pipeline, stream));
        for (String view : ledger.views()) {
            families.add(Metric.VIEW_EVENTS_USED, ledger.used(view), pipeline, view, stream);
            families.add(Metric.VIEW_EVENTS_FILTERED, ledger.filtered(view), pipeline, view, stream);
            families.add(Metric.VIEW_EVENTS_FAILED, ledger.failed(view), pipeline, view, stream);
            families.add(Metric.VIEW_EVENTS_UNREAD, ledger.unread(view), pipeline, view, stream);
            families.add(Metric.VIEW_EVENTS_SURPLUS, ledger.surplus(view), pipeline, view, stream);
        }
    }

    private static void add(MetricFamilies families, String pipeline, EngineStatus.ViewState view, Instant now) {
        families.add(Metric.VIEW_FINAL_ROWS, view.finalRows(), pipeline, view.name());
        families.add(
                Metric.VIEW_FAILED_ROWS,
                view.failedRows().map(failed -> failed.count()).orElse(0L),
                pipeline,
                view.name());
        families.add(Metric.VIEW_REBUILDING, view.rebuilding().isPresent() ? 1 : 0, pipeline, view.name());
        if (isTime(view.watermarkMicros())) {
            families.add(Metric.VIEW_WATERMARK_LAG, lag(view.watermarkMicros(), now), pipeline, view.name());
        }
    }

    private static void add(MetricFamilies families, String pipeline, String stream, List<SourceStatus> sources) {
        for (int number = 0; number < sources.size(); number++) {
            SourceStatus source = sources.get(number);
            String[] labels = {pipeline, stream, Integer.toString(number), source.kind()};
            families.add(Metric.SOURCE_EVENTS, source.events(), labels);
            if (source.lag() >= 0) {
                boolean isBytes = source.unit() == SourceStatus.Unit.BYTES;
                families.add(isBytes ? Metric.SOURCE_LAG_BYTES : Metric.SOURCE_LAG_EVENTS, source.lag(), labels);
            }
            for (SourceStatus.State state : SourceStatus.State.values()) {
                families.add(
                        Metric.SOURCE_STATE,
                        source.state() == state ? 1 : 0,
                        pipeline,
                        stream,
                        labels[2],
                        source.kind(),
                        word(state));
            }
        }
    }

    private static boolean isTime(long micros) {
        return micros != Long.MIN_VALUE && micros != Long.MAX_VALUE;
    }

    private static double lag(long micros, Instant now) {
        return now.toEpochMilli() / 1e3 - micros / 1e6;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
