package io.raudal.duckdb;

import io.raudal.engine.RowChange;
import io.raudal.engine.Vector;
import io.raudal.engine.store.ColumnSink;
import io.raudal.engine.store.RowQuery;
import io.raudal.plan.Field;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows out of a table and its segments, some of them as row changes or all of them as columns. */
final class TableReader {
    private static final int BATCH = 2048;

    private TableReader() {}

    /** As {@link io.raudal.engine.store.Store#read} says. */
    static List<RowChange> read(StoredRows rows, ViewTable table, RowQuery query) throws SQLException {
        StringBuilder condition = new StringBuilder();
        List<Field> columns = table.view.columns();
        query.equal().forEach((name, value) -> {
            int column = index(columns, name, table.view.name());
            condition
                    .append(" AND c")
                    .append(column)
                    .append(" = ")
                    .append(ColumnTypes.literal(columns.get(column).type(), value));
        });
        String order = query.newest() ? " ORDER BY e DESC, k DESC" : " ORDER BY e, k";
        try (Statement select = rows.connection().createStatement();
                ResultSet row = select.executeQuery("SELECT " + ViewTable.ROW + ", f" + numbers(rows.columns())
                        + " FROM (" + rows.sql(condition.toString()) + ")" + order + " LIMIT " + query.limit())) {
            List<RowChange> found = new ArrayList<>();
            while (row.next()) {
                @Nullable Object[] values = new @Nullable Object[rows.columns().size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] =
                            ColumnTypes.value(row, i + 5, rows.columns().get(i).type());
                }
                found.add(RowChange.put(row.getBytes(1), row.getLong(2), values, row.getBoolean(4), row.getLong(3)));
            }
            if (query.newest()) {
                Collections.reverse(found);
            }
            return found;
        }
    }

    /** As {@link io.raudal.engine.store.Store#scan} says. */
    static void scan(StoredRows rows, ColumnSink sink) throws SQLException {
        List<Field> columns = rows.columns();
        try (Statement select = rows.connection().createStatement();
                ResultSet row = select.executeQuery(
                        "SELECT k" + numbers(columns) + " FROM (" + rows.sql("") + ") ORDER BY k")) {
            Vector[] vectors =
                    columns.stream().map(column -> Vector.of(column.type())).toArray(Vector[]::new);
            int size = 0;
            while (true) {
                boolean more = row.next();
                if (size == BATCH || !more && size > 0) {
                    sink.accept(vectors, size);
                    size = 0;
                }
                if (!more) {
                    return;
                }
                for (int i = 0; i < vectors.length; i++) {
                    if (size == 0) {
                        vectors[i].clear();
                        vectors[i].ensure(BATCH);
                    }
                    ColumnTypes.put(row, i + 2, columns.get(i).type(), vectors[i], size);
                }
                size++;
            }
        }
    }

    private static String numbers(List<Field> columns) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            text.append(", ")
                    .append(ColumnTypes.asNumbers("c" + i, columns.get(i).type()));
        }
        return text.toString();
    }

    private static int index(List<Field> columns, String column, String view) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no column " + column + " in " + view);
    }
}
