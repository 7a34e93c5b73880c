package io.raudal.duckdb;

import io.raudal.engine.RowChange;
import io.raudal.engine.Vector;
import io.raudal.engine.changes.MemoryChanges;
import io.raudal.engine.expression.Cells;
import io.raudal.engine.query.RecentEvents;
import io.raudal.engine.query.RowSink;
import io.raudal.engine.query.SqlQuery;
import io.raudal.engine.store.ColumnSink;
import io.raudal.engine.store.Commit;
import io.raudal.engine.store.StoredView;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store with a view of windows, a stream, and SQL over them. */
final class QueryBed implements AutoCloseable {
    static final String VIEW = "plant-north.temperature";
    static final List<Field> COLUMNS = List.of(
            new Field("device", Simple.STRING),
            new Field("window_end", Simple.TIMESTAMP),
            new Field("n", Simple.BIGINT),
            new Field("avg_t", Simple.DOUBLE));

    final DuckDbStore store;
    final MemoryChanges changes = new MemoryChanges(1000, InstantSource.system());
    final ExploratorySql sql;

    QueryBed(Path folder, QueryLimits limits, int sealRows) {
        store = new DuckDbStore(folder, new StoreOptions(64 << 20, 2, sealRows));
        sql = new ExploratorySql(store, changes, new Readings(), limits);
        store.ensure(new StoredView(VIEW, COLUMNS, null));
    }

    /** What a query gives. */
    static class Rows implements RowSink {
        List<Field> columns = List.of();
        final List<List<@Nullable Object>> rows = new ArrayList<>();

        final Map<String, Long> capped = new TreeMap<>();

        @Override
        public void capped(String stream, long events) {
            capped.put(stream, events);
        }

        @Override
        public void columns(List<Field> named) {
            columns = named;
        }

        @Override
        public void row(@Nullable Object[] values) {
            rows.add(Arrays.asList(values));
        }

        @Nullable Object value() {
            return rows.get(0).get(0);
        }
    }

    Rows query(String text) {
        Rows rows = new Rows();
        sql.run(SqlQuery.of(text, 10_000), rows);
        return rows;
    }

    void commit(RowChange... rows) {
        store.commit(new Commit("w", new byte[] {1}, Map.of(VIEW, List.of(rows))));
    }

    static RowChange row(String device, int window, long version, boolean isFinal) {
        return RowChange.put(
                key(device, window),
                version,
                new @Nullable Object[] {device, window * 1_000_000L, version, window / 2.0},
                isFinal,
                window * 1000L);
    }

    static byte[] key(String device, int window) {
        return String.format("%08d--------%s", window, device).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        sql.close();
        store.close();
    }

    /** Three events, and older ones that are left out. */
    private static final class Readings implements RecentEvents {
        @Override
        public Set<String> streams() {
            return Set.of("plant-north.readings");
        }

        @Override
        public List<Field> columns(String stream) {
            return List.of(new Field("device", Simple.STRING), new Field("ts", Simple.TIMESTAMP));
        }

        @Override
        public OptionalLong scan(String stream, long fromMillis, long toMillis, ColumnSink sink) {
            Vector[] vectors = columns(stream).stream()
                    .map(column -> Vector.of(column.type()))
                    .toArray(Vector[]::new);
            int size = 0;
            for (long second = 0; second < 3; second++) {
                if (second * 1000 >= fromMillis && second * 1000 < toMillis) {
                    for (Vector vector : vectors) {
                        vector.ensure(size + 1);
                    }
                    Cells.put(vectors[0], size, "d" + second);
                    Cells.put(vectors[1], size, second * 1_000_000);
                    size++;
                }
            }
            sink.accept(vectors, size);
            return fromMillis < 0 ? OptionalLong.of(3) : OptionalLong.empty();
        }
    }
}
