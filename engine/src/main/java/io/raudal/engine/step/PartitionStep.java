package io.raudal.engine.step;

import io.raudal.engine.DeadReason;
import io.raudal.engine.Detail;
import io.raudal.engine.Failures;
import io.raudal.engine.RowBatch;
import io.raudal.engine.aggregate.AggregateInput;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.RowKey;
import io.raudal.engine.key.StateReader;
import io.raudal.engine.row.RowOperators;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of one partition of one stream, over all views that read the stream directly: decides for each event whether it is dead,
 * duplicate, late or delivered, and aggregates delivered ones by view, key and slice of time until the partition's watermark passes
 * the slice. Also of the final rows of a window view that other views read; then the watermark comes from {@link #advance} alone.
 *
 * <p>Contract. Single-threaded, deterministic, no I/O, no clock but the watermark. Batches come in the order of the log. A method
 * answers whether the outbox took everything; after false, only {@link #flush} may be called until it answers true, and the batch must
 * be kept as it is until then. What leaves, in order: {@link AsideBatch}, {@link ChangeBatch} (rows of row views),
 * {@link PartialBatch}, {@link Emission.Watermark}.
 */
public final class PartitionStep {
    private static final long MICROS = 1000;

    private final SourceLayout layout;
    private final int partition;
    private final Ledger ledger;
    private final Admission admission;
    private final ReaderState[] states;
    /** By chain: the rows of delivered events. */
    private final RowBatch[] deliveredRows;

    /** By event of the batch: where it stands among those that were set aside, from 1; 0 if it does not. */
    private int[] copied = new int[0];

    private final Queue<Emission> refused = new ArrayDeque<>();
    private long emittedWatermark = Long.MIN_VALUE;

    PartitionStep(SourceLayout layout, int partition, long latenessMicros, @Nullable IdWindow ids) {
        this.layout = layout;
        this.partition = partition;
        ledger = new Ledger(layout.source(), layout.viewNames());
        admission = new Admission(latenessMicros, ids, ledger);
        states = layout.views().stream()
                .map(view -> new ReaderState(view, layout, partition))
                .toArray(ReaderState[]::new);
        deliveredRows = new RowBatch[layout.chains().size()];
        for (int chain = 0; chain < deliveredRows.length; chain++) {
            deliveredRows[chain] = new RowBatch();
        }
    }

    /** Takes a batch whole, whatever the outbox answers. */
    public boolean process(ScannedBatch batch, Outbox out) {
        if (!layout.isStream()) {
            // Rows of a view have no offsets; how many came before them is what a replay and a restore agree on.
            batch.place(ledger.received());
        }
        AsideBatch aside = new AsideBatch(layout.source(), partition, batch.events);
        int delivered = admission.admit(batch, aside);
        deliver(batch, delivered, aside, true);
        if (aside.size() > 0) {
            // Ahead of the rows of row views, so that who waits for an event sees it in either.
            ((ArrayDeque<Emission>) refused).addFirst(aside);
        }
        close();
        return flush(out);
    }

    /**
     * Gives the views events that were set aside when they came, whatever the watermark, which they do not move; the ledger does not count
     * them. They must be there before the watermark passes their windows: the host gives them to a step that begins anew. What is dead
     * or fails is left out.
     */
    public boolean inject(ScannedBatch batch, Outbox out) {
        int delivered = admission.admitAll(batch);
        deliver(batch, delivered, new AsideBatch(layout.source(), partition, batch.events), false);
        return flush(out);
    }

    /**
     * Begins where another step of the same partition has been; on a new step.
     *
     * @param highestMicros the highest event time of what was delivered until there
     */
    public void begin(long highestMicros, long watermarkMicros) {
        admission.begin(highestMicros, watermarkMicros);
    }

    private void deliver(ScannedBatch batch, int delivered, AsideBatch aside, boolean counts) {
        boolean all = delivered == batch.size();
        for (int chain = 0; chain < deliveredRows.length; chain++) {
            selectDelivered(batch.rows[chain], deliveredRows[chain], all);
        }
        Arrays.fill(copied, 0);
        for (int view = 0; view < states.length; view++) {
            take(batch, view, delivered, aside, counts);
        }
    }

    private void selectDelivered(RowBatch rows, RowBatch out, boolean all) {
        out.columns = rows.columns;
        out.origins = rows.origins;
        if (all) {
            out.selection = rows.selection;
            out.selected = rows.selected;
            return;
        }
        int[] selection = new int[rows.selected];
        int selected = 0;
        for (int i = 0; i < rows.selected; i++) {
            int row = rows.selection[i];
            if (admission.isDelivered(rows.origins[row])) {
                selection[selected++] = row;
            }
        }
        out.selection = selection;
        out.selected = selected;
    }

    private void take(ScannedBatch batch, int view, int delivered, AsideBatch aside, boolean counts) {
        ReaderView reader = layout.views().get(view);
        RowBatch rows = deliveredRows[reader.chain()];
        int failed = 0;
        if (anyFailure(batch, view)) {
            Failures failures = failures(batch, view);
            failed = setAside(failures, DeadReason.FAILED, view, batch, aside, counts);
            rows = RowOperators.withoutFailed(rows, failures, new RowBatch());
        }
        KeyLimit limit = states[view].limit;
        if (limit != null) {
            Failures refused = new Failures();
            refused.at(DeadReason.KEY_LIMIT.text());
            AggregateInput in = Objects.requireNonNull(batch.inputs[view]);
            limit.admit(rows, in.time.values, batch.keys[reader.grouping()], refused);
            if (refused.any()) {
                failed += setAside(refused, DeadReason.KEY_LIMIT, view, batch, aside, counts);
                rows = RowOperators.withoutFailed(rows, refused, new RowBatch());
            }
        }
        if (counts) {
            int used = RowOperators.countEvents(rows);
            ledger.countView(view, used, delivered - used - failed, failed);
        }
        PartitionLane lane = states[view].lane;
        TopLane topLane = states[view].topLane;
        if (lane != null) {
            lane.add(
                    Objects.requireNonNull(batch.inputs[view]),
                    batch.firstPosition(),
                    batch.keys[reader.grouping()],
                    rows.selection,
                    rows.selected);
        } else if (topLane != null) {
            topLane.add(rows, batch.firstPosition());
        } else if (rows.selected > 0) {
            refused.add(new ChangeBatch(
                    reader.name(),
                    partition,
                    reader.plan().output(),
                    rows,
                    new EventKeys(batch),
                    true,
                    false,
                    KeyedStep.FINAL_VERSION));
        }
    }

    private boolean anyFailure(ScannedBatch batch, int view) {
        ReaderView reader = layout.views().get(view);
        return batch.chainFailures[reader.chain()].any()
                || (reader.grouping() >= 0 && batch.groupingFailures[reader.grouping()].any())
                || batch.viewFailures[view].any();
    }

    /** All that failed for the view, delivered or not. */
    private Failures failures(ScannedBatch batch, int view) {
        ReaderView reader = layout.views().get(view);
        Failures failures = new Failures();
        for (int event = 0; event < batch.size(); event++) {
            failures.take(event, batch.chainFailures[reader.chain()], event);
            if (reader.grouping() >= 0) {
                failures.take(event, batch.groupingFailures[reader.grouping()], event);
            }
            failures.take(event, batch.viewFailures[view], event);
        }
        return failures;
    }

    /** Copies the delivered ones of these events, each once whatever the views, and answers how many they are. */
    private int setAside(
            Failures failures, DeadReason why, int view, ScannedBatch batch, AsideBatch aside, boolean counts) {
        if (copied.length < batch.size()) {
            copied = new int[batch.size()];
        }
        int failed = 0;
        for (int event = 0; event < batch.size(); event++) {
            Detail reason = admission.isDelivered(event) ? failures.reason(event) : null;
            if (reason == null) {
                continue;
            }
            failed++;
            if (counts) {
                ledger.countFailed(view, failures.expression(event));
            }
            String name = layout.views().get(view).name();
            if (copied[event] == 0) {
                aside.add(event, AsideBatch.Kind.FAILED, why.text(), reason, name);
                copied[event] = aside.size();
            } else {
                aside.alsoFailed(copied[event] - 1, new AsideBatch.FailedView(name, why.text(), reason));
            }
        }
        return failed;
    }

    /** Takes out the slices that the watermark has passed. */
    private void close() {
        long watermark = admission.watermark();
        long watermarkMillis = Math.floorDiv(watermark, MICROS);
        for (ReaderState state : states) {
            state.close(watermarkMillis, refused);
        }
        if (watermark > emittedWatermark) {
            emittedWatermark = watermark;
            refused.add(new Emission.Watermark(layout.source(), partition, watermark));
        }
    }

    /**
     * Raises the watermark, as a control record of the log says for an idle partition; lower values change nothing.
     *
     * @param watermarkMicros {@link Long#MAX_VALUE} at the end of a bounded input
     */
    public boolean advance(long watermarkMicros, Outbox out) {
        admission.advance(watermarkMicros);
        close();
        return flush(out);
    }

    /** Hands out the partial aggregates of open slices of the views with {@code emit: live}; the host calls it every so often. */
    public boolean tick(Outbox out) {
        for (ReaderState state : states) {
            if (state.view.isLive()) {
                state.handOut(refused);
            }
        }
        return flush(out);
    }

    /** Offers again what was refused; true when nothing is left. */
    public boolean flush(Outbox out) {
        for (Emission next = refused.peek(); next != null; next = refused.peek()) {
            if (!out.offer(next)) {
                return false;
            }
            refused.remove();
        }
        return true;
    }

    /** {@link Long#MIN_VALUE} before the first event. */
    public long watermarkMicros() {
        return admission.watermark();
    }

    /** The highest event time of delivered events; {@link Long#MIN_VALUE} before the first. */
    public long highestMicros() {
        return admission.highest();
    }

    /** What happened to the partition's events so far; live, read by the step's thread. */
    public Ledger ledger() {
        return ledger;
    }

    /**
     * The whole state, with a version header; when nothing is refused. What is kept for the source comes first, then what is kept for
     * each view.
     */
    public byte[] snapshot() {
        if (!refused.isEmpty()) {
            throw new IllegalStateException("flush before a snapshot");
        }
        KeyBytes out = Snapshots.begin(layout.identity());
        out.putInt(partition);
        int length = out.size();
        out.putInt(0);
        out.putLong(emittedWatermark);
        admission.write(out);
        ledger.write(out);
        out.setInt(length, out.size() - length - Integer.BYTES);
        ReaderSections.write(states, ledger, out);
        return Snapshots.end(out);
    }

    /**
     * Takes the state of a snapshot of the same partition; on a new step. Views that the snapshot does not know, or knows by another
     * query, begin anew.
     *
     * @return the views that begin anew
     * @throws io.raudal.model.RaudalException INVALID_SNAPSHOT if it is damaged, of another version or of another source
     */
    public List<String> restore(byte[] snapshot) {
        return restore(snapshot, snapshot, Set.of());
    }

    /**
     * As {@link #restore(byte[])}, but takes the state of some views out of another snapshot of the same partition, in which they were
     * rebuilt.
     *
     * @return the views that begin anew
     */
    public List<String> restore(byte[] snapshot, byte[] other, Set<String> rebuilt) {
        ReaderSections sections = rebuilt.isEmpty() ? new ReaderSections() : sections(other);
        List<String> missing = new ArrayList<>();
        Snapshots.read(snapshot, layout.identity(), in -> {
            StateReader source = source(in);
            emittedWatermark = source.nextLong();
            admission.read(source);
            ledger.read(source);
            missing.addAll(ReaderSections.read(in).restore(states, ledger, sections, rebuilt));
        });
        return missing;
    }

    /** What is kept for the source; behind it stands what is kept by view. */
    private StateReader source(StateReader in) {
        if (in.nextInt() != partition) {
            throw new IllegalArgumentException("of another partition");
        }
        return new StateReader(in.nextBytes(), 0);
    }

    private ReaderSections sections(byte[] snapshot) {
        List<ReaderSections> read = new ArrayList<>();
        Snapshots.read(snapshot, layout.identity(), in -> {
            source(in);
            read.add(ReaderSections.read(in));
        });
        return read.get(0);
    }

    /** The keys of a row view's rows: where their events stand. */
    private final class EventKeys implements ChangeBatch.Keys {
        private final ScannedBatch batch;

        EventKeys(ScannedBatch batch) {
            this.batch = batch;
        }

        @Override
        public byte[] key(int origin, int ordinal) {
            return RowKey.ofEvent(partition, batch.firstPosition() + origin, ordinal);
        }

        @Override
        public long windowEnd(int origin) {
            return Math.floorDiv(batch.timeMicros(origin), MICROS);
        }
    }
}
