package io.raudal.engine.live;

import io.raudal.engine.log.Log;
import io.raudal.engine.step.Ledger;
import io.raudal.engine.step.PartitionStep;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says where an engine is. Any thread may ask. */
final class EngineReport {
    private final PipelinePlan plan;
    private final Log log;
    private final RunningGraph running;
    private final RowKeeper rows;
    private final EngineHistory history;
    private final Checkpoints checkpoints;

    EngineReport(
            PipelinePlan plan,
            Log log,
            RunningGraph running,
            RowKeeper rows,
            EngineHistory history,
            Checkpoints checkpoints) {
        this.plan = plan;
        this.log = log;
        this.running = running;
        this.rows = rows;
        this.history = history;
        this.checkpoints = checkpoints;
    }

    /** By stream, then by window view that other views read. */
    Map<String, StreamLedger> ledgers() {
        return running.pause(() -> {
            Map<String, Long> offsets = running.offsets();
            Map<String, StreamLedger> ledgers = new LinkedHashMap<>();
            running.graph().ledgers().forEach((source, ledger) -> ledgers.put(source, ledger(ledger, offsets)));
            return ledgers;
        });
    }

    /** @param rebuild the last one, if there was any */
    EngineStatus status(@Nullable Rebuild rebuild) {
        return running.pause(() -> {
            Map<String, Ledger> ledgers = running.graph().ledgers();
            Map<String, Long> offsets = running.offsets();
            List<EngineStatus.StreamState> streams = new ArrayList<>();
            for (StreamPlan stream : plan.streams()) {
                String name = stream.name();
                Ledger ledger = ledgers.getOrDefault(name, new Ledger(name, List.of()));
                streams.add(new EngineStatus.StreamState(name, ledger(ledger, offsets), partitions(name, offsets)));
            }
            List<EngineStatus.ViewState> views =
                    plan.views().stream().map(view -> state(view, rebuild)).toList();
            return new EngineStatus(streams, views, checkpoints.last());
        });
    }

    private StreamLedger ledger(Ledger ledger, Map<String, Long> offsets) {
        String stream = ledger.stream();
        return new StreamLedger(
                ledger,
                inFlight(stream, offsets),
                history.replayed.count(stream + ".late"),
                history.replayed.count(stream + ".dead"));
    }

    private List<EngineStatus.PartitionState> partitions(String stream, Map<String, Long> offsets) {
        String topic = plan.pipeline() + "." + stream;
        List<EngineStatus.PartitionState> states = new ArrayList<>();
        for (int partition = 0; partition < log.partitions(topic); partition++) {
            PartitionStep step = running.graph().partition(stream, partition);
            states.add(new EngineStatus.PartitionState(
                    partition,
                    log.range(topic, partition),
                    offsets.getOrDefault(stream + "/" + partition, 0L),
                    step.watermarkMicros(),
                    step.highestMicros(),
                    running.isIdle(stream, partition)));
        }
        return states;
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
                rows.finalRows(view.name()),
                Optional.ofNullable(rows.failedRows().get(view.name())),
                rebuild == null ? Optional.empty() : rebuild.progress(view.name()),
                running.counts(view.name()));
    }

    private long inFlight(String source, Map<String, Long> offsets) {
        long inFlight = 0;
        for (Map.Entry<String, Long> entry : offsets.entrySet()) {
            int slash = entry.getKey().lastIndexOf('/');
            if (entry.getKey().substring(0, slash).equals(source)) {
                int partition = Integer.parseInt(entry.getKey().substring(slash + 1));
                inFlight += log.range(plan.pipeline() + "." + source, partition).end() - entry.getValue();
            }
        }
        return inFlight;
    }
}
