package io.raudal.duckdb;

import io.raudal.plan.Field;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table that a query reads: rows that are handed over, and what makes the table of them and of files.
 *
 * @param name of the table with the rows that are handed over
 * @param columns of these rows
 * @param rows in the order of the columns
 * @param statements that make the table that the query names
 * @param files that they read
 */
record QueryTable(
        String name, List<Field> columns, List<@Nullable Object[]> rows, List<String> statements, List<String> files) {

    void write(DataOutput out) throws IOException {
        Wire.writeText(out, name);
        Wire.writeFields(out, columns);
        out.writeInt(rows.size());
        for (@Nullable Object[] row : rows) {
            Wire.writeRow(out, columns, row);
        }
        Wire.writeTexts(out, statements);
        Wire.writeTexts(out, files);
    }

    static QueryTable read(DataInput in) throws IOException {
        String name = Wire.readText(in);
        List<Field> columns = Wire.readFields(in);
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            rows.add(Wire.readRow(in, columns));
        }
        return new QueryTable(name, columns, rows, Wire.readTexts(in), Wire.readTexts(in));
    }
}
