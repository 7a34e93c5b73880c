package io.raudal.engine.row;

import io.raudal.engine.Evaluator;
import io.raudal.engine.Failures;
import io.raudal.engine.RowBatch;
import io.raudal.engine.Vector;
import io.raudal.engine.expression.Cells;
import io.raudal.engine.expression.Evaluators;
import io.raudal.plan.RowOperator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Appends the columns of a table's matching rows. Where the table has one row a key at most, rows stay where they are and only the
 * table's columns are written; else each match is a new row.
 */
abstract class JoinStage implements RowStage {
    final TableRows table;
    final TableIndex index;
    final boolean left;
    final @Nullable Evaluator condition;
    final RowFailures failures = new RowFailures();
    private final Evaluator[] keys;
    private final List<String> names;
    private final Vector[] keyVectors;
    private final RowBatch sound = new RowBatch();

    private JoinStage(RowOperator.Join join, TableRows table, TableIndex index, List<String> names) {
        this.names = names;
        this.table = table;
        this.index = index;
        this.left = join.left();
        this.condition = join.condition() == null ? null : Evaluators.compile(join.condition());
        this.keys = join.keys().stream().map(Evaluators::compile).toArray(Evaluator[]::new);
        this.keyVectors = new Vector[keys.length];
    }

    /** @param names of the keys, then of the condition */
    static JoinStage of(RowOperator.Join join, TableRows table, List<String> names) {
        TableIndex index = table.index(join.tableColumns());
        return index.isUnique() ? new OneMatch(join, table, index, names) : new ManyMatches(join, table, index, names);
    }

    @Override
    public RowBatch apply(RowBatch rows, Failures events) {
        Failures failed = failures.clear();
        for (int i = 0; i < keys.length; i++) {
            failed.at(names.get(i));
            keyVectors[i] = keys[i].evaluate(rows.columns, rows.selection, rows.selected, failed);
        }
        FilterStage.share(rows, sound);
        System.arraycopy(rows.selection, 0, sound.selection, 0, rows.selected);
        sound.selected = rows.selected;
        failures.moveTo(events, sound);
        return join(sound, keyVectors, events);
    }

    /** For the evaluation of the condition. */
    final Failures conditionFailures() {
        Failures failed = failures.clear();
        failed.at(names.get(keys.length));
        return failed;
    }

    abstract RowBatch join(RowBatch rows, Vector[] keyVectors, Failures events);

    /** Whether the condition holds, in the row of its result. */
    static boolean isTrue(Vector condition, int row) {
        return !condition.isNull(row) && ((Vector.Longs) condition).values[row] != 0;
    }

    private static void copy(Vector[] from, int tableRow, Vector[] to, int row) {
        for (int column = 0; column < to.length; column++) {
            if (tableRow < 0) {
                to[column].setNull(row, true);
            } else {
                Cells.copy(from[column], tableRow, to[column], row);
            }
        }
    }

    /** At most one match: rows keep their numbers. */
    private static final class OneMatch extends JoinStage {
        private final Vector[] appended;
        private final RowBatch out = new RowBatch();

        OneMatch(RowOperator.Join join, TableRows table, TableIndex index, List<String> names) {
            super(join, table, index, names);
            this.appended = table.emptyColumns();
        }

        @Override
        RowBatch join(RowBatch rows, Vector[] keyVectors, Failures events) {
            for (Vector vector : appended) {
                Cells.prepare(vector, rows.selection, rows.selected);
            }
            FilterStage.share(rows, out);
            for (int i = 0; i < rows.selected; i++) {
                int row = rows.selection[i];
                int match = index.first(keyVectors, row);
                if (match >= 0 || left) {
                    copy(table.columns(), match, appended, row);
                    out.selection[out.selected++] = row;
                }
            }
            Vector[] columns = new Vector[rows.columns.length + appended.length];
            System.arraycopy(rows.columns, 0, columns, 0, rows.columns.length);
            System.arraycopy(appended, 0, columns, rows.columns.length, appended.length);
            out.columns = columns;
            if (condition != null) {
                filter(condition, keyVectors, events);
            }
            return out;
        }

        private void filter(Evaluator where, Vector[] keyVectors, Failures events) {
            Failures failed = conditionFailures();
            Vector holds = where.evaluate(out.columns, out.selection, out.selected, failed);
            int kept = 0;
            for (int i = 0; i < out.selected; i++) {
                int row = out.selection[i];
                boolean matched = isTrue(holds, row) && index.first(keyVectors, row) >= 0;
                if (!matched && left) {
                    copy(table.columns(), -1, appended, row);
                }
                if (matched || left || failed.reason(row) != null) {
                    out.selection[kept++] = row;
                }
            }
            out.selected = kept;
            failures.moveTo(events, out);
        }
    }

    /** Any number of matches: each is a row, and for LEFT one more, with NULLs, that stays if no match does. */
    private static final class ManyMatches extends JoinStage {
        private final Vector[] appended;
        private final Expansion expansion;
        private int[] tableRows = new int[0];

        ManyMatches(RowOperator.Join join, TableRows table, TableIndex index, List<String> names) {
            super(join, table, index, names);
            this.appended = table.emptyColumns();
            this.expansion = new Expansion(appended);
        }

        @Override
        RowBatch join(RowBatch rows, Vector[] keyVectors, Failures events) {
            expansion.clear();
            for (Vector vector : appended) {
                Cells.clear(vector);
            }
            for (int i = 0; i < rows.selected; i++) {
                int row = rows.selection[i];
                int match = index.first(keyVectors, row);
                boolean none = match < 0;
                for (; match >= 0; match = index.next(match, keyVectors, row)) {
                    add(row, match);
                }
                if (left && (none || condition != null)) {
                    add(row, -1);
                }
            }
            RowBatch out = expansion.rows(rows);
            if (condition != null) {
                filter(condition, out, events);
            }
            return out;
        }

        private void add(int row, int tableRow) {
            int added = expansion.add(row);
            if (added >= tableRows.length) {
                tableRows = java.util.Arrays.copyOf(tableRows, Math.max(256, 2 * added));
            }
            tableRows[added] = tableRow;
            copy(table.columns(), tableRow, appended, added);
        }

        /** The condition is asked of matches alone; a row of NULLs ends the matches of each old row. */
        private void filter(Evaluator where, RowBatch out, Failures events) {
            int rows = out.selected;
            out.selected = 0;
            for (int row = 0; row < rows; row++) {
                if (tableRows[row] >= 0) {
                    out.selection[out.selected++] = row;
                }
            }
            Failures failed = conditionFailures();
            Vector holds = where.evaluate(out.columns, out.selection, out.selected, failed);
            out.selected = 0;
            boolean kept = false;
            for (int row = 0; row < rows; row++) {
                boolean isMatch = tableRows[row] >= 0;
                boolean stays = isMatch ? isTrue(holds, row) || failed.reason(row) != null : !kept;
                kept = isMatch && (kept || stays);
                if (stays) {
                    out.selection[out.selected++] = row;
                }
            }
            failures.moveTo(events, out);
        }
    }
}
