package io.raudal.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reference data that views join with: rows in the pipeline file, or a CSV or NDJSON file beside it.
 *
 * @param file relative to the pipeline file; null when the rows are in the pipeline file
 * @param format of the file
 * @param rows the rows in the pipeline file, by column name, checked against the columns' types; values are String, Boolean,
 *     BigDecimal (any number), Double (NaN and infinities alone), List, Map and null, and a column that is not there is NULL; empty
 *     when there is a file
 */
public record Table(
        String name,
        List<Column> columns,
        @Nullable String file,
        Format format,
        List<Map<String, @Nullable Object>> rows) {
    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
