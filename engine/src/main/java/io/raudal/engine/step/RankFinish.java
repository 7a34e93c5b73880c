package io.raudal.engine.step;

import io.raudal.engine.Detail;
import io.raudal.engine.Failures;
import io.raudal.engine.RowBatch;
import io.raudal.engine.Vector;
import io.raudal.engine.expression.Cells;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyCodec;
import io.raudal.engine.key.RowKey;
import io.raudal.engine.key.StateReader;
import io.raudal.engine.row.RowOperators;
import io.raudal.engine.row.TableRows;
import io.raudal.engine.step.TopWindows.Bounds;
import io.raudal.plan.Field;
import io.raudal.plan.ViewPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * From the first rows of a window to the view's output: rows with their ranks go through {@code last}. A row's key is its window,
 * partition and rank. Of open windows it remembers what it gave, so that only what changed leaves.
 */
final class RankFinish {
    private final ViewPlan plan;
    private final RowOperators last;
    private final Ranking ranking;
    private final Failures failures = new Failures();
    /** What open windows have given, by row key. */
    private final NavigableMap<Bounds, NavigableMap<byte[], List<@Nullable Object>>> given = new TreeMap<>();

    RankFinish(ViewPlan plan, Ranking ranking, Function<String, TableRows> tables) {
        this.plan = plan;
        this.ranking = ranking;
        last = RowOperators.compile(plan.last(), tables);
    }

    /** Puts what becomes of a window's first rows into {@code out}. */
    void finish(Bounds bounds, TopRows rows, boolean isFinal, long version, Queue<Emission> out) {
        Keys keys = new Keys(bounds);
        RowBatch ranked = ranked(rows, keys);
        failures.clear();
        RowBatch result = last.apply(ranked, failures);
        if (failures.any()) {
            for (int row = 0; row < keys.keys.size(); row++) {
                Detail reason = failures.reason(row);
                if (reason != null) {
                    out.add(new Emission.FailedRow(plan.name(), keys.key(row, 0), bounds.end(), reason));
                }
            }
        }
        RowBatch changed = new RowBatch();
        RowBatch gone = new RowBatch();
        compare(bounds, result, keys, isFinal, changed, gone);
        if (gone.selected > 0) {
            out.add(new ChangeBatch(plan.name(), 0, plan.output(), gone, keys, isFinal, true, version));
        }
        if (changed.selected > 0) {
            out.add(new ChangeBatch(plan.name(), 0, plan.output(), changed, keys, isFinal, false, version));
        }
    }

    private RowBatch ranked(TopRows rows, Keys keys) {
        int size = rows.size();
        int width = ranking.types.size();
        Vector[] columns = new Vector[width + 1];
        for (int column = 0; column < width; column++) {
            columns[column] = Vector.of(ranking.types.get(column));
            columns[column].ensure(size);
        }
        Vector.Longs ranks = new Vector.Longs();
        ranks.ensure(size);
        columns[width] = ranks;
        rows.forEach((partition, rank, values) -> {
            int row = keys.keys.size();
            for (int column = 0; column < width; column++) {
                Cells.put(columns[column], row, values[column]);
            }
            ranks.setNull(row, false);
            ranks.values[row] = rank;
            keys.add(partition, rank);
        });
        RowBatch batch = new RowBatch();
        batch.columns = columns;
        batch.selectAll(size);
        return batch;
    }

    /** Splits the result against what the window gave before: rows to put, and keys that are gone (as rows behind the others). */
    private void compare(Bounds bounds, RowBatch result, Keys keys, boolean isFinal, RowBatch changed, RowBatch gone) {
        NavigableMap<byte[], List<@Nullable Object>> before =
                given.getOrDefault(bounds, new TreeMap<>(Arrays::compareUnsigned));
        NavigableMap<byte[], List<@Nullable Object>> now = new TreeMap<>(Arrays::compareUnsigned);
        changed.columns = result.columns;
        changed.origins = result.origins;
        changed.selection = new int[result.selected];
        for (int i = 0; i < result.selected; i++) {
            int row = result.selection[i];
            byte[] key = keys.key(result.origins[row], 0);
            List<@Nullable Object> values = values(result, row);
            now.put(key, values);
            if (isFinal || !values.equals(before.get(key))) {
                changed.selection[changed.selected++] = row;
            }
        }
        before.keySet().removeAll(now.keySet());
        gone.selectAll(keys.keys.size() + before.size());
        for (int i = 0; i < before.size(); i++) {
            gone.selection[i] = keys.keys.size() + i;
        }
        gone.selected = before.size();
        keys.keys.addAll(before.keySet());
        if (isFinal) {
            given.remove(bounds);
        } else {
            given.put(bounds, now);
        }
    }

    /** The windows that have given open rows and end by then: where none are left, what was given is taken back. */
    List<Bounds> given(long endMillis) {
        return given.keySet().stream()
                .filter(bounds -> bounds.end() <= endMillis)
                .toList();
    }

    /** Writes what open windows have given. */
    void write(KeyBytes out) {
        out.putInt(given.size());
        given.forEach((bounds, rows) -> {
            out.putLong(bounds.end());
            out.putLong(bounds.start());
            out.putInt(rows.size());
            rows.forEach((key, values) -> {
                out.putInt(key.length);
                out.put(key, 0, key.length);
                for (int column = 0; column < values.size(); column++) {
                    KeyCodec.writeValue(plan.output().get(column).type(), values.get(column), out);
                }
            });
        });
    }

    void read(StateReader in) {
        int windows = in.nextCount(20);
        for (int i = 0; i < windows; i++) {
            long end = in.nextLong();
            Bounds bounds = new Bounds(end, in.nextLong());
            NavigableMap<byte[], List<@Nullable Object>> rows = new TreeMap<>(Arrays::compareUnsigned);
            int count = in.nextCount(4);
            for (int row = 0; row < count; row++) {
                byte[] key = in.nextBytes();
                List<@Nullable Object> values = new ArrayList<>();
                for (Field field : plan.output()) {
                    values.add(KeyCodec.readValue(field.type(), in));
                }
                rows.put(key, values);
            }
            given.put(bounds, rows);
        }
    }

    private List<@Nullable Object> values(RowBatch rows, int row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int column = 0; column < rows.columns.length; column++) {
            values.add(Cells.get(
                    rows.columns[column], row, plan.output().get(column).type()));
        }
        return values;
    }

    private static final class Keys implements ChangeBatch.Keys {
        private final Bounds bounds;
        private final List<byte[]> keys = new ArrayList<>();

        Keys(Bounds bounds) {
            this.bounds = bounds;
        }

        void add(byte[] partition, long rank) {
            keys.add(RowKey.ofRank(bounds.end(), bounds.start(), partition, rank));
        }

        @Override
        public byte[] key(int origin, int ordinal) {
            return keys.get(origin);
        }

        @Override
        public long windowEnd(int origin) {
            return bounds.end();
        }
    }
}
