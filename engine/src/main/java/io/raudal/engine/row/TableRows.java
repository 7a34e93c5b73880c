package io.raudal.engine.row;

import io.raudal.engine.Vector;
import io.raudal.model.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The rows of a table, column by column, and the indexes that joins ask for. Immutable once loaded, shared by threads. */
public final class TableRows {
    private final String name;
    private final Vector[] columns;
    private final int size;
    private final Map<List<Integer>, TableIndex> indexes = new ConcurrentHashMap<>();

    TableRows(String name, Vector[] columns, int size) {
        this.name = name;
        this.columns = columns;
        this.size = size;
    }

    /**
     * Reads the rows from the pipeline file or from the table's own file. Rows may be equal.
     *
     * @param baseDirectory the folder of the pipeline file
     * @throws io.raudal.model.RaudalException UNREADABLE_INPUT if the file cannot be read or rows do not fit their columns: the first 20
     *     of these, each with its number and what is wrong
     */
    public static TableRows load(Table table, Path baseDirectory) {
        return TableReader.of(table, baseDirectory).read();
    }

    public String name() {
        return name;
    }

    public int size() {
        return size;
    }

    /** All columns in the table's order; not to be changed. */
    public Vector[] columns() {
        return columns;
    }

    /** New vectors for values of these columns. */
    Vector[] emptyColumns() {
        Vector[] empty = new Vector[columns.length];
        for (int column = 0; column < columns.length; column++) {
            empty[column] = columns[column].empty();
        }
        return empty;
    }

    /** The index by these columns, made when it is first asked for. */
    TableIndex index(List<Integer> by) {
        return indexes.computeIfAbsent(
                by,
                key -> new TableIndex(
                        key.stream().map(column -> columns[column]).toArray(Vector[]::new), size));
    }
}
