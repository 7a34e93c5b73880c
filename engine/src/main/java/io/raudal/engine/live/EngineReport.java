package io.raudal.engine.live;

import io.raudal.engine.log.Log;
import io.raudal.engine.log.OffsetRange;
import io.raudal.engine.step.Ledger;
import io.raudal.engine.step.PartitionStep;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says where an engine is. Any thread may ask. */
final class EngineReport {
    private static final OffsetRange NOT_ASKED = new OffsetRange(0, 0);

    private final PipelinePlan plan;
    private final Log log;
    private final RunningGraph running;
    private final CountedRows counted;
    private final EngineHistory history;
    private final Checkpoints checkpoints;

    EngineReport(
            PipelinePlan plan,
            Log log,
            RunningGraph running,
            CountedRows counted,
            EngineHistory history,
            Checkpoints checkpoints) {
        this.plan = plan;
        this.log = log;
        this.running = running;
        this.counted = counted;
        this.history = history;
        this.checkpoints = checkpoints;
    }

    /** By stream, then by window view that other views read. */
    Map<String, StreamLedger> ledgers() {
        Map<String, Long> offsets = new HashMap<>();
        Map<String, StreamLedger> ledgers = running.pause(() -> {
            offsets.putAll(running.offsets());
            Map<String, StreamLedger> processed = new LinkedHashMap<>();
            running.graph().ledgers().forEach((source, ledger) -> processed.put(source, ledger(ledger)));
            return processed;
        });
        Map<String, Long> inFlight = new HashMap<>();
        ahead(offsets)
                .forEach((partition, ahead) ->
                        inFlight.merge(partition.substring(0, partition.lastIndexOf('/')), ahead.events(), Long::sum));
        ledgers.replaceAll((source, ledger) -> withInFlight(ledger, inFlight.getOrDefault(source, 0L)));
        return ledgers;
    }

    /**
     * What is ahead of a reader.
     *
     * @param range what the log has of the partition
     * @param events of it that are still to be read
     */
    private record Ahead(OffsetRange range, long events) {}

    /** By {@code stream/partition}. */
    private Map<String, Ahead> ahead(Map<String, Long> offsets) {
        Map<String, Ahead> all = new HashMap<>();
        offsets.forEach((partition, offset) -> {
            ControlOffsets controls = running.controls(partition);
            OffsetRange range = controls.range();
            all.put(partition, new Ahead(range, controls.events(offset, range)));
        });
        return all;
    }

    /** @param rebuild the last one, if there was any */
    EngineStatus status(@Nullable Rebuild rebuild) {
        Map<String, Long> offsets = new HashMap<>();
        EngineStatus status = running.pause(() -> {
            offsets.putAll(running.offsets());
            Map<String, Ledger> ledgers = running.graph().ledgers();
            List<EngineStatus.StreamState> streams = new ArrayList<>();
            for (StreamPlan stream : plan.streams()) {
                String name = stream.name();
                Ledger ledger = ledgers.getOrDefault(name, new Ledger(name, List.of()));
                streams.add(new EngineStatus.StreamState(name, ledger(ledger), partitions(name, offsets)));
            }
            List<EngineStatus.ViewState> views =
                    plan.views().stream().map(view -> state(view, rebuild)).toList();
            return new EngineStatus(streams, views, checkpoints.last());
        });
        // The log is asked when everything runs again, for that takes requests; what has come meanwhile is in flight.
        Map<String, Ahead> ahead = ahead(offsets);
        return new EngineStatus(
                status.streams().stream()
                        .map(stream -> withRanges(stream, ahead))
                        .toList(),
                status.views(),
                status.checkpoint());
    }

    /** With nothing in flight, for that is the log's to say. */
    private StreamLedger ledger(Ledger ledger) {
        String stream = ledger.stream();
        return new StreamLedger(
                ledger,
                0,
                history.replayed.count(stream + PipelineData.LATE),
                history.replayed.count(stream + PipelineData.DEAD));
    }

    private static StreamLedger withInFlight(StreamLedger ledger, long inFlight) {
        return new StreamLedger(ledger.processed(), inFlight, ledger.replayedLate(), ledger.replayedDead());
    }

    /** Without what the log has of them. */
    private List<EngineStatus.PartitionState> partitions(String stream, Map<String, Long> offsets) {
        List<EngineStatus.PartitionState> states = new ArrayList<>();
        for (int partition = 0; partition < log.partitions(topic(stream)); partition++) {
            PartitionStep step = running.graph().partition(stream, partition);
            states.add(new EngineStatus.PartitionState(
                    partition,
                    NOT_ASKED,
                    offsets.getOrDefault(stream + "/" + partition, 0L),
                    step.watermarkMicros(),
                    step.highestMicros(),
                    running.isIdle(stream, partition)));
        }
        return states;
    }

    private EngineStatus.StreamState withRanges(EngineStatus.StreamState stream, Map<String, Ahead> ahead) {
        List<EngineStatus.PartitionState> partitions = new ArrayList<>();
        long inFlight = 0;
        for (EngineStatus.PartitionState partition : stream.partitions()) {
            Ahead known = ahead.get(stream.name() + "/" + partition.partition());
            inFlight += known == null ? 0 : known.events();
            partitions.add(new EngineStatus.PartitionState(
                    partition.partition(),
                    known == null ? log.range(topic(stream.name()), partition.partition()) : known.range(),
                    partition.readOffset(),
                    partition.watermarkMicros(),
                    partition.highestMicros(),
                    partition.isIdle()));
        }
        return new EngineStatus.StreamState(stream.name(), withInFlight(stream.ledger(), inFlight), partitions);
    }

    private EngineStatus.ViewState state(ViewPlan view, @Nullable Rebuild rebuild) {
        long watermark = running.graph().watermarkMillis(view.name());
        Window window = view.aggregation() == null ? null : view.aggregation().window();
        long next = window == null || watermark == Long.MIN_VALUE
                ? Long.MIN_VALUE
                : window.nextEnd(watermark).orElse(Long.MIN_VALUE);
        return new EngineStatus.ViewState(
                view.name(),
                history.generations.storedName(view.name()),
                watermark == Long.MIN_VALUE ? watermark : watermark * 1000,
                next,
                counted.finalRows(view.name()),
                Optional.ofNullable(counted.failedRows().get(view.name())),
                rebuild == null ? Optional.empty() : rebuild.progress(view.name()),
                history.generations.unfit().getOrDefault(view.name(), 0L),
                running.counts(view.name()));
    }

    private String topic(String stream) {
        return PipelineData.topic(plan.pipeline(), stream);
    }
}
