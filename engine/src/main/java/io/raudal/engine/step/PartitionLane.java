package io.raudal.engine.step;

import io.raudal.engine.aggregate.AggregateInput;
import io.raudal.engine.aggregate.Aggregates;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import io.raudal.engine.step.SourceLayout.GroupingPlan;
import io.raudal.plan.Aggregation;
import java.util.ArrayList;
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
    private final boolean bare;
    /** Ascending by start. */
    private final List<SliceRows> slices = new ArrayList<>();
    /** Rows of the last slice that left, as a guess for the next one. */
    private int expectedRows;

    PartitionLane(ReaderView reader, int partition) {
        Aggregation aggregation = Objects.requireNonNull(reader.aggregation());
        view = reader.name();
        this.partition = partition;
        grid = SliceGrid.of(aggregation, reader.plan().view());
        aggregates = new Aggregates(aggregation.aggregates(), ReaderView.isSession(aggregation));
        bare = GroupKeys.codec(GroupingPlan.of(aggregation)).isBareText();
    }

    /** Adds the selected rows of a batch, once for each grouping set. */
    void add(AggregateInput in, long firstPosition, GroupKeys[] sets, int[] selection, int selected) {
        in.partition = partition;
        in.firstPosition = firstPosition;
        for (GroupKeys keys : sets) {
            add(in, keys, selection, selected);
            for (SliceRows slice : slices) {
                slice.flush(keys, in);
            }
        }
    }

    // Watched by the bench of the partition stage: the slice rarely changes from event to event, so its bounds are kept
    // at hand.
    private void add(AggregateInput in, GroupKeys keys, int[] selection, int selected) {
        long[] micros = in.time.values;
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
            slice.add(row, keys, in);
        }
    }

    /** The slice that the time is in, new or known. */
    private SliceRows slice(long millis) {
        int at = slices.size();
        while (at > 0 && slices.get(at - 1).end > millis) {
            at--;
        }
        if (at < slices.size() && slices.get(at).start <= millis) {
            return slices.get(at);
        }
        long start = grid.start(millis);
        SliceRows slice = new SliceRows(start, start + grid.widthMillis(), aggregates, expectedRows);
        slices.add(at, slice);
        return slice;
    }

    /** Takes out the earliest slice if the watermark has passed it. */
    @Nullable PartialBatch close(long watermarkMillis) {
        return slices.isEmpty() || slices.get(0).end > watermarkMillis ? null : handOut();
    }

    /** Takes out the earliest slice, if there is one. */
    @Nullable PartialBatch handOut() {
        if (slices.isEmpty()) {
            return null;
        }
        SliceRows slice = slices.remove(0);
        expectedRows = slice.rows.size();
        return PartialBatch.of(view, partition, slice, bare);
    }

    void write(KeyBytes out) {
        out.putInt(slices.size());
        for (SliceRows slice : slices) {
            slice.write(out);
        }
    }

    void read(StateReader in) {
        int count = in.nextCount(12);
        for (int i = 0; i < count; i++) {
            slice(in.nextLong()).read(in);
        }
    }
}
