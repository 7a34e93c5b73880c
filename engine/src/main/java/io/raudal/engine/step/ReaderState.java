package io.raudal.engine.step;

import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What a partition keeps for one view: its open slices, or the first rows of its open windows, or nothing. */
final class ReaderState {
    final ReaderView view;
    /** Null for views without aggregation. */
    final @Nullable PartitionLane lane;

    /** Null unless it ranks rows that are not aggregated. */
    final @Nullable TopLane topLane;

    /** Null unless it is an unbounded GROUP BY. */
    final @Nullable KeyLimit limit;

    ReaderState(ReaderView view, SourceLayout layout, int partition) {
        this.view = view;
        boolean isAggregated = view.aggregation() != null;
        lane = isAggregated ? new PartitionLane(view, partition) : null;
        topLane = isAggregated || view.plan().isRowView()
                ? null
                : new TopLane(view.name(), partition, KeyedViews.ranking(view, layout));
        limit = view.limit();
    }

    /** Takes out what the watermark has passed. */
    void close(long watermarkMillis, Queue<Emission> out) {
        if (lane != null) {
            for (PartialBatch partial = lane.close(watermarkMillis);
                    partial != null;
                    partial = lane.close(watermarkMillis)) {
                out.add(partial);
            }
        } else if (topLane != null) {
            for (PartialBatch partial = topLane.close(watermarkMillis);
                    partial != null;
                    partial = topLane.close(watermarkMillis)) {
                out.add(partial);
            }
        }
    }

    /** Takes out everything. */
    void handOut(Queue<Emission> out) {
        if (lane != null) {
            for (PartialBatch partial = lane.handOut(); partial != null; partial = lane.handOut()) {
                out.add(partial);
            }
        } else {
            close(Long.MAX_VALUE, out);
        }
    }

    void write(KeyBytes out) {
        if (lane != null) {
            lane.write(out);
        }
        if (topLane != null) {
            topLane.write(out);
        }
        if (limit != null) {
            limit.write(out);
        }
    }

    void read(StateReader in) {
        if (lane != null) {
            lane.read(in);
        }
        if (topLane != null) {
            topLane.read(in);
        }
        if (limit != null) {
            limit.read(in);
        }
    }
}
