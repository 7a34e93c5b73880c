package io.raudal.engine.scan;

import io.raudal.engine.DeadReason;
import io.raudal.engine.EventBatch;
import io.raudal.engine.Vector;
import io.raudal.model.Column;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the values of the used columns of one event after the other into a batch. One thread. */
final class EventWriter {
    private final Column[] columns;
    private final int[] indexes;
    private final ColumnReader[] readers;
    private final boolean[] keepDocuments;
    private final Vector[] vectors;
    private EventBatch batch = new EventBatch(new Vector[0]);

    EventWriter(List<Column> streamColumns, List<Integer> used, ZoneId zone) {
        indexes = used.stream().mapToInt(Integer::intValue).toArray();
        columns = used.stream().map(streamColumns::get).toArray(Column[]::new);
        readers = used.stream()
                .map(index -> ColumnReader.of(streamColumns.get(index), zone))
                .toArray(ColumnReader[]::new);
        keepDocuments = new boolean[indexes.length];
        for (int k = 0; k < indexes.length; k++) {
            keepDocuments[k] = readers[k].keepsDocument();
        }
        vectors = new Vector[indexes.length];
    }

    void open(EventBatch out) {
        batch = out;
        for (int k = 0; k < indexes.length; k++) {
            vectors[k] = Objects.requireNonNull(out.columns[indexes[k]], "a batch without the column");
            readers[k].into(vectors[k]);
        }
    }

    /** Writes NULL for the {@code k}th used column. */
    void putNull(int row, int k) {
        vectors[k].setNull(row, true);
        if (columns[k].notNull()) {
            batch.kill(row, DeadReason.NOT_NULL, Details.message("value.null", columns[k].name()));
        }
    }

    /** Writes a text. */
    void putText(int row, int k, byte[] bytes, int from, int to) {
        vectors[k].setNull(row, false);
        check(readers[k].text(bytes, from, to, row), row, k, bytes, from, to);
    }

    /** Writes a well-formed JSON value that has no escapes or is no text. */
    void putJson(int row, int k, byte[] bytes, int from, int to) {
        byte first = bytes[from];
        ColumnReader reader = readers[k];
        if (first == 'n') {
            putNull(row, k);
            return;
        }
        vectors[k].setNull(row, false);
        if (first == '"' && !keepDocuments[k]) {
            check(reader.text(bytes, from + 1, to - 1, row), row, k, bytes, from, to);
        } else if (first == '"' || first == '{' || first == '[') {
            check(reader.document(bytes, from, to, row), row, k, bytes, from, to);
        } else {
            check(reader.scalar(bytes, from, to, row), row, k, bytes, from, to);
        }
    }

    boolean keepsDocument(int k) {
        return keepDocuments[k];
    }

    private void check(@Nullable Misfit misfit, int row, int k, byte[] bytes, int from, int to) {
        if (misfit != null) {
            batch.kill(row, DeadReason.TYPE, Details.misfit(misfit, columns[k], bytes, from, to));
        }
    }
}
