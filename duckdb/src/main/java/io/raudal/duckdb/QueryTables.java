package io.raudal.duckdb;

import io.raudal.engine.RowChange;
import io.raudal.engine.Vector;
import io.raudal.engine.changes.Changes;
import io.raudal.engine.expression.Cells;
import io.raudal.engine.query.RecentEvents;
import io.raudal.engine.query.SqlQuery;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Field;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one query as they are at one moment: a view is what is stored (files that nobody changes, kept until this is closed) and
 * the rows of open windows; a stream is its latest events.
 *
 * <p>A row that is in both, because it was stored between the two looks or because it is of an unbounded GROUP BY, counts once, with its
 * higher version. To find it, only files that reach into the times of open rows are read.
 */
final class QueryTables implements AutoCloseable {
    /** Parts the name of a view from the number of a later generation of its rows. */
    private static final char GENERATION = '@';

    private final DuckDbStore store;
    private final Changes changes;
    private final RecentEvents events;
    private final UnaryOperator<String> serving;
    private final Map<String, Long> capped = new LinkedHashMap<>();
    private final List<StoredRows> opened = new ArrayList<>();
    private final List<Path> spilled = new ArrayList<>();

    QueryTables(DuckDbStore store, Changes changes, RecentEvents events, UnaryOperator<String> serving) {
        this.serving = serving;
        this.store = store;
        this.changes = changes;
        this.events = events;
    }

    /** Streams, and the generations that serve views, by the name that SQL has for them. */
    Map<String, String> names() {
        Map<String, String> names = new TreeMap<>();
        events.streams().forEach(stream -> names.put(sqlName(stream), stream));
        Set<String> stored = store.views();
        for (String generation : stored) {
            int at = generation.indexOf(GENERATION);
            String view = at < 0 ? generation : generation.substring(0, at);
            if (view.contains(".")) {
                String serves = serving.apply(view);
                names.put(sqlName(view), stored.contains(serves) ? serves : view);
            }
        }
        return names;
    }

    private static String sqlName(String name) {
        int point = name.indexOf('.');
        return (name.substring(0, point).replace('-', '_') + name.substring(point)).toLowerCase(Locale.ROOT);
    }

    /**
     * @param sqlName what the query calls it
     * @param name of a view or stream
     * @param number of the table in the query
     */
    QueryTable table(String sqlName, String name, int number, SqlQuery query) throws SQLException {
        return store.views().contains(name) ? view(sqlName, name, number, query) : stream(sqlName, name, number, query);
    }

    /** By name, of how many of its latest events a table of a stream is, where older ones were left out. */
    Map<String, Long> capped() {
        return capped;
    }

    private QueryTable stream(String sqlName, String name, int number, SqlQuery query) {
        List<Field> columns = events.columns(name);
        List<@Nullable Object[]> rows = new ArrayList<>();
        events.scan(name, query.fromMillis(), query.toMillis(), (vectors, size) -> {
                    for (int row = 0; row < size; row++) {
                        rows.add(values(columns, vectors, row));
                    }
                })
                .ifPresent(lookedAt -> capped.put(name, lookedAt));
        String table = "handed_" + number;
        return new QueryTable(
                table,
                stored(columns),
                rows,
                List.of(schema(sqlName), create(sqlName, select(columns) + " FROM " + table)),
                List.of());
    }

    private static @Nullable Object[] values(List<Field> columns, Vector[] vectors, int row) {
        @Nullable Object[] values = new @Nullable Object[vectors.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Cells.get(vectors[i], row, columns.get(i).type());
        }
        return values;
    }

    private QueryTable view(String sqlName, String name, int number, SqlQuery query) throws SQLException {
        // What is open first, then what is stored: a row that is stored between them is seen twice, not never.
        List<RowChange> open = changes.snapshot(name).rows().stream()
                .filter(row -> row.windowEnd() >= query.fromMillis() && row.windowEnd() < query.toMillis())
                .toList();
        StoredRows rows = store.rows(store.table(name), query.fromMillis(), query.toMillis());
        opened.add(rows);
        List<Field> columns = rows.columns();
        long firstOpen = open.stream().mapToLong(RowChange::windowEnd).min().orElse(Long.MAX_VALUE);
        List<String> calm = new ArrayList<>();
        List<String> shared = new ArrayList<>();
        List<String> files = new ArrayList<>();
        Map<Integer, List<Segment>> byColumns =
                new TreeMap<>(rows.segments().stream().collect(Collectors.groupingBy(Segment::columns)));
        byColumns.forEach((there, some) -> {
            for (boolean isCalm : List.of(true, false)) {
                List<Path> paths = rows.paths(some.stream()
                        .filter(segment -> segment.maxEnd() < firstOpen == isCalm)
                        .toList());
                if (!paths.isEmpty()) {
                    (isCalm ? calm : shared).add(from(rows, paths, there));
                    paths.forEach(path -> files.add(path.toString()));
                }
            }
        });
        Path latest = store.files().newSpill();
        if (rows.export(latest)) {
            spilled.add(latest);
            files.add(latest.toString());
            (open.isEmpty() ? calm : shared).add(from(rows, List.of(latest), columns.size()));
        }
        rows.endTransaction();
        return new QueryTable(
                "handed_" + number,
                handed(columns),
                open.stream().map(QueryTables::values).toList(),
                statements(sqlName, number, columns, calm, shared),
                files);
    }

    private static List<String> statements(
            String sqlName, int number, List<Field> columns, List<String> calm, List<String> shared) {
        List<String> statements = new ArrayList<>();
        String open = "open_" + number;
        statements.add("CREATE TABLE " + open + " AS SELECT unhex(k) AS k, * EXCLUDE (k) FROM handed_" + number);
        statements.add("DROP TABLE handed_" + number);
        List<String> parts = new ArrayList<>();
        calm.forEach(part -> parts.add(select(columns) + " FROM (" + part + ")"));
        if (!shared.isEmpty()) {
            String both = "(" + String.join(" UNION ALL ", shared) + ")";
            statements.add("DELETE FROM " + open + " USING " + both + " stored WHERE " + open + ".k = stored.k AND "
                    + open + ".v <= stored.v");
            parts.add(select(columns) + " FROM " + both + " ANTI JOIN " + open + " USING (k)");
        }
        parts.add(select(columns) + " FROM " + open);
        statements.add(schema(sqlName));
        statements.add(create(sqlName, String.join(" UNION ALL ", parts)));
        return statements;
    }

    private static String from(StoredRows rows, List<Path> paths, int there) {
        return "SELECT " + ViewTable.ROW + rows.columnsSql(there) + " FROM " + StoredRows.parquet(paths) + rows.range();
    }

    private static String schema(String sqlName) {
        return "CREATE SCHEMA IF NOT EXISTS " + ColumnTypes.quoted(sqlName.substring(0, sqlName.indexOf('.')));
    }

    private static String create(String sqlName, String select) {
        int point = sqlName.indexOf('.');
        return "CREATE VIEW " + ColumnTypes.quoted(sqlName.substring(0, point)) + "."
                + ColumnTypes.quoted(sqlName.substring(point + 1)) + " AS " + select;
    }

    /** The view's columns under their names; DuckDB does not tell {@code a} from {@code A}, so the second is {@code A_1}. */
    private static String select(List<Field> columns) {
        Set<String> names = new HashSet<>();
        StringBuilder select = new StringBuilder("SELECT ");
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).name();
            String own = name;
            for (int n = 1; !names.add(own.toLowerCase(Locale.ROOT)); n++) {
                own = name + "_" + n;
            }
            select.append(i == 0 ? "" : ", ")
                    .append('c')
                    .append(i)
                    .append(" AS ")
                    .append(ColumnTypes.quoted(own));
        }
        return select.toString();
    }

    private static List<Field> stored(List<Field> columns) {
        List<Field> stored = new ArrayList<>();
        for (Field column : columns) {
            stored.add(new Field("c" + stored.size(), column.type()));
        }
        return stored;
    }

    /** Key (in hexadecimal), version, windowEnd and columns of an open row. */
    private static List<Field> handed(List<Field> columns) {
        List<Field> handed = new ArrayList<>(
                List.of(new Field("k", Simple.STRING), new Field("v", Simple.BIGINT), new Field("e", Simple.BIGINT)));
        handed.addAll(stored(columns));
        return handed;
    }

    private static @Nullable Object[] values(RowChange row) {
        @Nullable Object[] columns = row.values() == null ? new @Nullable Object[0] : row.values();
        @Nullable Object[] values = new @Nullable Object[columns.length + 3];
        values[0] = HexFormat.of().formatHex(row.key());
        values[1] = row.version();
        values[2] = row.windowEnd();
        System.arraycopy(columns, 0, values, 3, columns.length);
        return values;
    }

    @Override
    public void close() {
        opened.forEach(StoredRows::close);
        spilled.forEach(StoreFiles::delete);
    }
}
