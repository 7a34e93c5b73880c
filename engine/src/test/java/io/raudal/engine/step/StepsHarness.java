package io.raudal.engine.step;

import io.raudal.engine.Decoder;
import io.raudal.engine.RowChange;
import io.raudal.plan.PipelinePlan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Drives the steps of a pipeline through a schedule as nasty as asked for: batches of any size, partitions in any order, an outbox that
 * takes one thing at a call, snapshot and restore between any two calls (into another number of keyed steps), ticks at any time.
 */
final class StepsHarness {
    /**
     * How to drive.
     *
     * @param batch events a batch, at random up to it
     * @param oneSlot whether the outbox takes one emission a call
     * @param interruptions share of the calls behind which all is snapshot and restored
     * @param ticks share of the calls behind which the host ticks
     * @param spread whether views are spread over several keyed steps
     */
    record Schedule(long seed, int batch, boolean oneSlot, double interruptions, double ticks, boolean spread) {
        static Schedule plain(int batch) {
            return new Schedule(0, batch, false, 0, 0, false);
        }
    }

    private final PipelineSteps steps;
    private final Schedule schedule;
    private final Random random;
    private final List<String> sources = new ArrayList<>();
    private final int partitions;
    private final Map<String, List<PartitionStep>> partitionSteps = new HashMap<>();
    private final Map<String, List<KeyedStep>> keyedSteps = new HashMap<>();
    private final Map<String, int[]> bounds = new HashMap<>();
    private final Map<String, ChangeScan> changeScans = new HashMap<>();
    final Map<String, List<RowChange>> changes = new HashMap<>();
    final List<String> aside = new ArrayList<>();
    /** Told behind each tick how many events of each partition were processed. */
    Consumer<int[]> onTick = counts -> {};

    private final int[] next;

    StepsHarness(PipelinePlan plan, Schedule schedule, int partitions) {
        steps = TestPlans.steps(plan);
        this.schedule = schedule;
        this.partitions = partitions;
        next = new int[partitions];
        random = new Random(schedule.seed());
        sources.add("events");
        plan.views().forEach(view -> {
            changes.put(view.name(), new ArrayList<>());
            if (steps.isKeyed(view.name())) {
                sources.add(view.name());
            }
        });
        for (String source : sources) {
            int count = source.equals("events") ? partitions : 1;
            List<PartitionStep> made = new ArrayList<>();
            for (int partition = 0; partition < count && !steps.readers(source).isEmpty(); partition++) {
                made.add(steps.partition(source, partition));
            }
            partitionSteps.put(source, made);
            for (String view : steps.readers(source)) {
                if (steps.isKeyed(view)) {
                    boolean whole = plan.views().stream().anyMatch(v -> v.name().equals(view) && v.topN() != null);
                    spread(
                            view,
                            count,
                            schedule.spread() && !whole && steps.readers(view).isEmpty());
                }
            }
        }
    }

    private void spread(String view, int count, boolean several) {
        int[] cuts = several
                ? new int[] {0, 1 + random.nextInt(60), 64 + random.nextInt(60), KeyGroups.COUNT}
                : new int[] {0, KeyGroups.COUNT};
        bounds.put(view, cuts);
        List<KeyedStep> made = new ArrayList<>();
        for (int i = 0; i + 1 < cuts.length; i++) {
            made.add(steps.keyed(view, count, cuts[i], cuts[i + 1]));
        }
        keyedSteps.put(view, made);
    }

    /** Reads each partition's events to their end. */
    StepsHarness run(List<List<TestEvent>> events) {
        boolean[] ended = new boolean[partitions];
        StreamScan scan = steps.scan("events", new byte[0]);
        for (int left = partitions; left > 0; ) {
            int partition = random.nextInt(partitions);
            List<TestEvent> all = events.get(partition);
            if (ended[partition]) {
                continue;
            }
            PartitionStep step = partition("events", partition);
            if (next[partition] == all.size()) {
                drive(step, out -> step.advance(Long.MAX_VALUE, out), step::flush);
                ended[partition] = true;
                left--;
            } else {
                int size = Math.min(1 + random.nextInt(schedule.batch()), all.size() - next[partition]);
                ScannedBatch batch = scan(scan, all.subList(next[partition], next[partition] + size));
                batch.place(next[partition]);
                drive(step, out -> step.process(batch, out), step::flush);
                next[partition] += size;
            }
            disturb();
        }
        return this;
    }

    private static ScannedBatch scan(StreamScan scan, List<TestEvent> events) {
        StringBuilder lines = new StringBuilder();
        events.forEach(event -> lines.append(event.json()).append('\n'));
        byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);
        return scan.scanLines(Arrays.copyOf(text, text.length + Decoder.PADDING), 0, text.length, 0);
    }

    private void disturb() {
        if (random.nextDouble() < schedule.ticks()) {
            for (String source : sources) {
                for (PartitionStep step : Objects.requireNonNull(partitionSteps.get(source))) {
                    drive(step, step::tick, step::flush);
                }
                for (String view : steps.readers(source)) {
                    for (KeyedStep step : keyedSteps.getOrDefault(view, List.of())) {
                        drive(step, step::tick, step::flush);
                    }
                }
            }
            onTick.accept(next);
        }
        if (random.nextDouble() < schedule.interruptions()) {
            interrupt();
        }
    }

    private interface Call {
        boolean on(Outbox out);
    }

    private void drive(Object step, Call call, Call flush) {
        Outbox all = step instanceof KeyedStep ? this::takeFromKeyed : this::take;
        if (!schedule.oneSlot()) {
            if (!call.on(all)) {
                throw new IllegalStateException(step + " was not refused anything");
            }
            return;
        }
        boolean done = call.on(oneSlot(all));
        while (!done) {
            done = flush.on(oneSlot(all));
        }
    }

    private static Outbox oneSlot(Outbox all) {
        int[] room = {1};
        return emission -> room[0]-- > 0 && all.offer(emission);
    }

    private boolean take(Emission emission) {
        if (emission instanceof PartialBatch partial) {
            for (KeyedStep step : keyed(partial.view())) {
                drive(step, out -> step.process(partial, out), step::flush);
            }
        } else if (emission instanceof Emission.Watermark watermark) {
            take(watermark);
        } else if (emission instanceof ChangeBatch batch) {
            take(batch);
        } else if (emission instanceof AsideBatch batch) {
            for (int i = 0; i < batch.size(); i++) {
                aside.add(batch.partition() + ":" + batch.position(i) + " " + batch.kind(i) + " " + batch.reason(i));
            }
        } else if (emission instanceof Emission.FailedRow row) {
            aside.add(row.view() + " " + row.detail());
        }
        return true;
    }

    private void take(Emission.Watermark watermark) {
        for (String view : steps.readers(watermark.source())) {
            for (KeyedStep step : keyedSteps.getOrDefault(view, List.of())) {
                drive(step, out -> step.advance(watermark.partition(), watermark.micros(), out), step::flush);
            }
        }
    }

    /** What a keyed step says of its view's rows is for the step that reads them. */
    private boolean takeFromKeyed(Emission emission) {
        if (!(emission instanceof Emission.Watermark watermark)) {
            return take(emission);
        }
        if (!steps.readers(watermark.source()).isEmpty()) {
            PartitionStep reader = partition(watermark.source(), 0);
            drive(reader, out -> reader.advance(watermark.micros(), out), reader::flush);
        }
        return true;
    }

    private void take(ChangeBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            Objects.requireNonNull(changes.get(batch.view())).add(batch.change(i));
        }
        if (!steps.readers(batch.view()).isEmpty() && steps.isKeyed(batch.view())) {
            ScannedBatch scanned =
                    changeScans.computeIfAbsent(batch.view(), steps::changeScan).scan(batch);
            PartitionStep reader = partition(batch.view(), 0);
            drive(reader, out -> reader.process(scanned, out), reader::flush);
        }
    }

    private PartitionStep partition(String source, int partition) {
        return Objects.requireNonNull(partitionSteps.get(source)).get(partition);
    }

    private List<KeyedStep> keyed(String view) {
        return Objects.requireNonNull(keyedSteps.get(view));
    }

    /** Snapshots every step and goes on with new ones, keyed steps over other ranges. */
    private void interrupt() {
        for (String source : sources) {
            List<PartitionStep> made = Objects.requireNonNull(partitionSteps.get(source));
            for (int partition = 0; partition < made.size(); partition++) {
                PartitionStep fresh = steps.partition(source, partition);
                fresh.restore(made.get(partition).snapshot());
                made.set(partition, fresh);
            }
            for (String view : steps.readers(source)) {
                if (keyedSteps.containsKey(view)) {
                    restore(view, made.size());
                }
            }
        }
    }

    private void restore(String view, int count) {
        int[] old = Objects.requireNonNull(bounds.get(view));
        byte[][] snapshots = new byte[KeyGroups.COUNT][];
        for (int i = 0; i + 1 < old.length; i++) {
            for (int group = old[i]; group < old[i + 1]; group++) {
                snapshots[group] = keyed(view).get(i).snapshot(group);
            }
        }
        spread(view, count, old.length > 2);
        int[] cuts = Objects.requireNonNull(bounds.get(view));
        for (int i = 0; i + 1 < cuts.length; i++) {
            for (int group = cuts[i]; group < cuts[i + 1]; group++) {
                keyed(view).get(i).restore(group, snapshots[group]);
            }
        }
    }

    /** The final rows of a view as they came. */
    List<RowChange> finals(String view) {
        return Objects.requireNonNull(changes.get(view)).stream()
                .filter(change -> change.isFinal() && !change.isDelete())
                .toList();
    }

    /** The rows that a store would have: each key's last put, unless it was deleted behind it. */
    @SuppressWarnings("NonApiType") // sorted
    TreeMap<byte[], RowChange> stored(String view) {
        TreeMap<byte[], RowChange> rows = new TreeMap<>(Arrays::compareUnsigned);
        for (RowChange change : Objects.requireNonNull(changes.get(view))) {
            RowChange before = rows.put(change.key(), change);
            if (before != null && (before.isFinal() || before.version() >= change.version())) {
                throw new IllegalStateException("version " + change.version() + " behind " + before.version());
            }
            if (change.isDelete() && (before == null || before.isDelete())) {
                throw new IllegalStateException("deleted what is not there");
            }
        }
        rows.values().removeIf(RowChange::isDelete);
        return rows;
    }

    Ledger ledger() {
        Ledger sum = new Ledger("events", steps.readers("events"));
        Objects.requireNonNull(partitionSteps.get("events")).forEach(step -> sum.add(step.ledger()));
        return sum;
    }
}
