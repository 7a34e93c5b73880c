package io.raudal.engine.row;

import io.raudal.engine.Evaluator;
import io.raudal.engine.Failures;
import io.raudal.engine.Vector;
import io.raudal.engine.expression.Evaluators;
import io.raudal.model.DataType;
import io.raudal.model.Table;
import io.raudal.plan.Expression;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** The rows of a table, column by column, and the indexes that joins ask for. Immutable once loaded, shared by threads. */
public final class TableRows {
    /** What an index is over: columns, and the types that their values are widened to. */
    private record Keys(List<Integer> columns, List<DataType> types) {}

    private final Table table;
    private final Vector[] columns;
    private final int size;
    private final Map<Keys, TableIndex> indexes = new ConcurrentHashMap<>();

    TableRows(Table table, Vector[] columns, int size) {
        this.table = table;
        this.columns = columns;
        this.size = size;
    }

    /**
     * Reads the rows from the pipeline file or from the table's own file. Rows may be equal.
     *
     * @param baseDirectory the folder of the pipeline file
     * @throws io.raudal.model.RaudalException UNREADABLE_INPUT if the file cannot be read or rows do not fit their columns: the first 20
     *     of these, each with its line and what is wrong; its one problem has a path in the pipeline file, but no position
     */
    public static TableRows load(Table table, Path baseDirectory) {
        return TableReader.of(table, baseDirectory).read();
    }

    public String name() {
        return table.name();
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

    /** The index by these columns as values of these types, made when it is first asked for. */
    TableIndex index(List<Integer> by, List<DataType> types) {
        return indexes.computeIfAbsent(new Keys(by, types), keys -> {
            Vector[] values = new Vector[by.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = widened(by.get(i), types.get(i));
            }
            return new TableIndex(values, size);
        });
    }

    private Vector widened(int column, DataType type) {
        DataType own = table.columns().get(column).type();
        if (own.equals(type)) {
            return columns[column];
        }
        Evaluator cast = Evaluators.compile(new Expression.Cast(new Expression.Input(column, own), type, false));
        int[] all = IntStream.range(0, size).toArray();
        return cast.evaluate(columns, all, size, new Failures());
    }
}
