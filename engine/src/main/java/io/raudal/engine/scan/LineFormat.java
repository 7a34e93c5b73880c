package io.raudal.engine.scan;

import io.raudal.engine.EventBatch;
import io.raudal.engine.RecordFormat;
import io.raudal.engine.Vector;
import io.raudal.model.Column;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the formats have in common; records are lines unless one says otherwise. */
abstract class LineFormat implements RecordFormat {
    private final List<Column> columns;
    private final List<Integer> used;
    private final ZoneId zone;

    LineFormat(List<Column> columns, List<Integer> used, ZoneId zone) {
        this.columns = List.copyOf(columns);
        this.used = List.copyOf(used);
        this.zone = zone;
    }

    final List<Column> columns() {
        return columns;
    }

    /** The used columns, in the order that an {@link EventWriter} numbers them. */
    final List<Column> usedColumns() {
        return used.stream().map(columns::get).toList();
    }

    final EventWriter newWriter() {
        return new EventWriter(columns, used, zone);
    }

    @Override
    public int lastRecordEnd(byte[] bytes, int from, int to) {
        int at = to;
        while (at > from && bytes[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    @Override
    public boolean hasHeader() {
        return false;
    }

    @Override
    public final EventBatch newBatch() {
        @Nullable Vector[] vectors = new @Nullable Vector[columns.size()];
        for (int index : used) {
            vectors[index] = Vector.of(columns.get(index).type());
        }
        return new EventBatch(vectors);
    }
}
