package io.raudal.engine.step;

import io.raudal.engine.Vector;
import io.raudal.engine.aggregate.AggregateInput;
import io.raudal.engine.aggregate.Aggregates;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyTable;
import io.raudal.engine.key.StateReader;
import io.raudal.plan.Aggregation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The open slices of one view in one partition. */
final class PartitionLane {
    private static final long MICROS = 1000;

    private final String view;
    private final int partition;
    private final SliceGrid grid;
    private final Aggregates aggregates;
    private final KeyTable table;
    /** Ascending by start. */
    private final List<SliceRows> slices = new ArrayList<>();
    /** Rows of the last slice that left, as a guess for the next one. */
    private int expectedRows;

    PartitionLane(ReaderView reader, int partition, PartitionGrouping grouping) {
        Aggregation aggregation = Objects.requireNonNull(reader.aggregation());
        view = reader.name();
        this.partition = partition;
        grid = SliceGrid.of(aggregation, reader.plan().view());
        aggregates = new Aggregates(aggregation.aggregates(), ReaderView.isSession(aggregation));
        table = grouping.table;
        grouping.lanes.add(this);
    }

    /** Adds the selected rows of a batch; their keys are interned. */
    void add(AggregateInput in, long firstPosition, int[][] ids, int[] selection, int selected) {
        in.partition = partition;
        in.firstPosition = firstPosition;
        for (int[] idsOfSet : ids) {
            gather(in.time, idsOfSet, selection, selected);
        }
        for (SliceRows slice : slices) {
            if (slice.hasPending()) {
                slice.add(aggregates, in);
            }
        }
    }

    // Watched by the bench of the partition stage: the slice rarely changes from event to event, so its bounds are kept
    // at hand.
    private void gather(Vector.Longs time, int[] ids, int[] selection, int selected) {
        long[] micros = time.values;
        long from = 0;
        long to = 0;
        SliceRows slice = null;
        for (int i = 0; i < selected; i++) {
            int row = selection[i];
            long at = micros[row];
            if (slice == null || at < from || at >= to) {
                slice = slice(Math.floorDiv(at, MICROS));
                from = slice.start * MICROS;
                to = slice.end * MICROS;
            }
            slice.gather(row, ids[row]);
        }
    }

    /** The slice that the time is in, new or known. */
    SliceRows slice(long millis) {
        int at = slices.size();
        while (at > 0 && slices.get(at - 1).end > millis) {
            at--;
        }
        if (at < slices.size() && slices.get(at).start <= millis) {
            return slices.get(at);
        }
        long start = grid.start(millis);
        SliceRows slice = new SliceRows(start, start + grid.widthMillis(), aggregates.newRows(), expectedRows);
        slices.add(at, slice);
        return slice;
    }

    void write(KeyBytes out) {
        out.putInt(slices.size());
        for (SliceRows slice : slices) {
            out.putLong(slice.start);
            out.putInt(slice.rows.size());
            for (int row = 0; row < slice.rows.size(); row++) {
                int id = (int) slice.rows.owner(row);
                out.putInt(table.hash(id));
                out.putInt(table.length(id));
                out.put(table.bytes(), table.offset(id), table.length(id));
                aggregates.write(slice.rows, row, out);
            }
        }
    }

    void read(StateReader in) {
        int count = in.nextCount(12);
        for (int i = 0; i < count; i++) {
            SliceRows slice = slice(in.nextLong());
            int rows = in.nextCount(8);
            for (int row = 0; row < rows; row++) {
                int hash = in.nextInt();
                byte[] key = in.nextBytes();
                aggregates.read(in, slice.rows, slice.row(table.intern(key, 0, key.length, hash)));
            }
        }
    }

    /** Takes out the earliest slice if the watermark has passed it. */
    @Nullable PartialBatch close(long watermarkMicros) {
        if (slices.isEmpty() || slices.get(0).end > Math.floorDiv(watermarkMicros, MICROS)) {
            return null;
        }
        return handOut();
    }

    /** Takes out the earliest slice, if there is one. */
    @Nullable PartialBatch handOut() {
        if (slices.isEmpty()) {
            return null;
        }
        SliceRows slice = slices.remove(0);
        expectedRows = slice.rows.size();
        return PartialBatch.of(view, partition, slice, table);
    }

    boolean closesBy(long watermarkMicros) {
        return !slices.isEmpty() && slices.get(0).end <= Math.floorDiv(watermarkMicros, MICROS);
    }

    int openRows() {
        int rows = 0;
        for (SliceRows slice : slices) {
            rows += slice.rows.size();
        }
        return rows;
    }

    void markUsed(BitSet used) {
        for (SliceRows slice : slices) {
            for (int row = 0; row < slice.rows.size(); row++) {
                used.set((int) slice.rows.owner(row));
            }
        }
    }

    void renumber(int[] ids) {
        for (SliceRows slice : slices) {
            slice.renumber(ids);
        }
    }
}
