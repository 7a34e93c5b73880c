package io.raudal.model.file;

import io.raudal.model.Column;
import io.raudal.model.Format;
import io.raudal.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A table: rows in the pipeline file, or a file beside it. */
final class TableShape {
    private static final Pattern JSON_FILE = Pattern.compile("(?i).*\\.(json|ndjson|jsonl)(\\.(gz|zst))?");
    private static final Pattern CSV_FILE = Pattern.compile("(?i).*\\.csv(\\.(gz|zst))?");

    /** A row, and where. */
    record Row(Node.Mapping node, Place place) {}

    /** A map from column names to any values; null is NULL. */
    static final Shape<Row> ROW = new Shape.Free<>(
            (node, place) -> {
                if (node instanceof Node.Mapping mapping) {
                    return new Row(mapping, place);
                }
                place.error(Texts.of("must.be.row"), node);
                return null;
            },
            schema -> schema.put("type", "object"));

    private static final Key<List<Shape.Named<ColumnShape.Draft>>> COLUMNS =
            Key.required("columns", ColumnShape.TABLE_COLUMNS);
    private static final Key<List<Row>> ROWS = Key.optional("rows", new Shape.ListOf<>(ROW, 0));
    private static final Key<String> FILE = Key.optional("file", Scalars.TEXT);
    private static final Key<Format> FORMAT = Key.optional("format", FormatShape.TABLE);

    static final Group<Table> TABLE = Group.of("table", List.of(COLUMNS, ROWS, FILE, FORMAT), TableShape::table);

    private TableShape() {}

    private static @Nullable Table table(Values values) {
        if (values.has(ROWS) == values.has(FILE)) {
            values.place().error(Texts.of(values.has(ROWS) ? "table.both" : "table.neither"), Texts.of("table.remedy"));
        }
        if (values.has(FORMAT) && !values.has(FILE)) {
            values.at(FORMAT).error(Texts.of("table.format.alone"), Texts.of("table.format.alone.remedy"));
        }
        List<Shape.Named<ColumnShape.Draft>> named = values.get(COLUMNS);
        String file = values.get(FILE);
        List<Row> rows = values.get(ROWS);
        Format format = format(values.get(FORMAT), file, values);
        if (named == null) {
            return null;
        }
        Set<String> names = new LinkedHashSet<>();
        named.forEach(column -> names.add(column.name()));
        Map<String, Column> columns = new LinkedHashMap<>();
        StreamShape.columns(named, format).forEach(column -> columns.put(column.name(), column));
        List<Map<String, @Nullable Object>> contents = new ArrayList<>();
        for (Row row : rows == null ? List.<Row>of() : rows) {
            contents.add(contents(row, names, columns));
        }
        return new Table(values.place().name(), List.copyOf(columns.values()), file, format, contents);
    }

    private static Format format(@Nullable Format said, @Nullable String file, Values values) {
        if (said != null || file == null) {
            return said == null ? new Format.Json() : said;
        }
        if (CSV_FILE.matcher(file).matches()) {
            return Format.Csv.DEFAULT;
        }
        if (!JSON_FILE.matcher(file).matches() && !values.has(FORMAT)) {
            values.at(FILE).error(Texts.of("table.extension"), file, Texts.of("table.extension.remedy"));
        }
        return new Format.Json();
    }

    private static Map<String, @Nullable Object> contents(Row row, Set<String> names, Map<String, Column> columns) {
        Map<String, @Nullable Object> contents = new LinkedHashMap<>();
        for (Node.Entry entry : row.node().entries()) {
            Column column = columns.get(entry.key());
            if (!names.contains(entry.key())) {
                row.place()
                        .child(entry.key(), entry.keyPosition())
                        .error(Texts.of("must.be.column"), entry.key(), Texts.meant(entry.key(), names));
            } else if (column != null && !Fit.fits(entry.node(), column)) {
                row.place()
                        .child(entry.key(), entry.node().position())
                        .error(Texts.of("must.fit", column.type().toString()), entry.node());
            }
            contents.put(entry.key(), entry.node().value());
        }
        for (Column column : columns.values()) {
            if (column.notNull() && contents.get(column.name()) == null) {
                row.place().child(column.name(), row.place().position()).error(Texts.of("must.not.be.null"));
            }
        }
        return contents;
    }
}
