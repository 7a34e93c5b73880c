package io.raudal.engine.step;

import io.raudal.engine.key.KeyTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The keys of one grouping in one partition, shared by the views that have it.
 *
 * <p>Keys that no open slice uses are forgotten when they are most of the table: a stable set of keys stays interned and sorted, and
 * one that always brings new keys is bounded by twice its largest working set.
 */
final class PartitionGrouping {
    private static final int SLACK = 4096;

    final KeyTable table = new KeyTable();
    final List<PartitionLane> lanes = new ArrayList<>();
    /** By grouping set: id by row of the batch. */
    final int[][] ids;

    private int peak;

    PartitionGrouping(int sets) {
        ids = new int[sets][0];
    }

    void intern(GroupKeys[] keys, int[] selection, int selected) {
        for (int set = 0; set < ids.length; set++) {
            ids[set] = keys[set].intern(table, selection, selected, ids[set]);
        }
    }

    /** Before slices leave: how many keys are in use. */
    void measure() {
        int rows = 0;
        for (PartitionLane lane : lanes) {
            rows = Math.max(rows, lane.openRows());
        }
        peak = Math.max(peak, rows);
    }

    /** After slices left. */
    void reclaim() {
        if (table.size() <= 2 * peak + SLACK) {
            return;
        }
        BitSet used = new BitSet(table.size());
        for (PartitionLane lane : lanes) {
            lane.markUsed(used);
        }
        int[] ids = table.retain(used);
        for (PartitionLane lane : lanes) {
            lane.renumber(ids);
        }
        peak = table.size();
    }
}
