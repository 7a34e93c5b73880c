package io.raudal.engine.row;

import io.raudal.engine.Evaluator;
import io.raudal.engine.Failures;
import io.raudal.engine.RowBatch;
import io.raudal.engine.Vector;
import io.raudal.engine.expression.Cells;
import io.raudal.engine.expression.Evaluators;
import io.raudal.model.DataType;
import io.raudal.plan.RowOperator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Appends each element of an array, or each key and value of a map, and perhaps its number. */
final class UnnestStage implements RowStage {
    private final Evaluator collection;
    private final String name;
    private final boolean outer;
    private final @Nullable Vector keys;
    private final Vector values;
    private final Vector.@Nullable Longs numbers;
    private final RowFailures failures = new RowFailures();
    private final RowBatch sound = new RowBatch();
    private final Expansion expansion;

    UnnestStage(RowOperator.Unnest unnest, String name) {
        this.name = name;
        DataType type = unnest.collection().type();
        this.collection = Evaluators.compile(unnest.collection());
        this.outer = unnest.outer();
        this.keys = type instanceof DataType.Map ? Vector.of(DataType.Simple.STRING) : null;
        this.values = Vector.of(type instanceof DataType.Map map ? map.value() : ((DataType.Array) type).element());
        this.numbers = unnest.ordinality() ? new Vector.Longs() : null;
        this.expansion = new Expansion(java.util.stream.Stream.of(keys, values, numbers)
                .filter(v -> v != null)
                .toArray(Vector[]::new));
    }

    @Override
    public RowBatch apply(RowBatch rows, Failures events) {
        Failures failed = failures.clear();
        failed.at(name);
        Vector.Values collections =
                (Vector.Values) collection.evaluate(rows.columns, rows.selection, rows.selected, failed);
        FilterStage.share(rows, sound);
        System.arraycopy(rows.selection, 0, sound.selection, 0, rows.selected);
        sound.selected = rows.selected;
        failures.moveTo(events, sound);
        expansion.clear();
        for (int i = 0; i < sound.selected; i++) {
            int row = sound.selection[i];
            unnest(row, collections.isNull(row) ? null : collections.values[row]);
        }
        return expansion.rows(sound);
    }

    private void unnest(int row, @Nullable Object all) {
        int number = 0;
        if (all instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                add(row, entry.getKey(), entry.getValue(), ++number);
            }
        } else if (all != null) {
            for (Object element : (List<?>) all) {
                add(row, null, element, ++number);
            }
        }
        if (number == 0 && outer) {
            add(row, null, null, null);
        }
    }

    private void add(int row, @Nullable Object key, @Nullable Object value, @Nullable Integer number) {
        int added = expansion.add(row);
        if (keys != null) {
            Cells.put(keys, added, key);
        }
        Cells.put(values, added, value);
        if (numbers != null) {
            Cells.put(numbers, added, number);
        }
    }
}
