package io.raudal.engine.row;

import io.raudal.engine.Failures;
import io.raudal.engine.RowBatch;
import io.raudal.engine.expression.Evaluators;
import io.raudal.plan.RowOperator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * A line of row operators, ready to run over batches. Rows come out in the order of their events, then of the table or array that
 * multiplied them. An event is <em>failed</em> if an expression failed on any of its rows, and then none of its rows comes out; else
 * it is <em>used</em> if a row of it comes out, and <em>filtered</em> if none does.
 *
 * <p>Keeps the vectors that it writes: it belongs to one thread, and what it returns is valid until the next call.
 */
public final class RowOperators {
    private final List<RowStage> stages;
    private final RowBatch sound = new RowBatch();
    /** Rows that came in, then those that each stage let through. */
    private final long[] passed;

    private RowOperators(List<RowStage> stages) {
        this.stages = List.copyOf(stages);
        passed = new long[stages.size() + 1];
    }

    /**
     * Compiles a line.
     *
     * @param tables gives the rows of a table by its name
     * @param names by operator, its expressions in words, as failures are to call them
     */
    public static RowOperators compile(
            List<RowOperator> operators, Function<String, TableRows> tables, List<List<String>> names) {
        List<RowStage> stages = new ArrayList<>();
        for (int i = 0; i < operators.size(); i++) {
            stages.add(stage(operators.get(i), tables, names.get(i)));
        }
        return new RowOperators(stages);
    }

    /** As {@link #compile(List, Function, List)}, of a line whose failures say what was wrong, but not with which expression. */
    public static RowOperators compile(List<RowOperator> operators, Function<String, TableRows> tables) {
        return compile(
                operators,
                tables,
                operators.stream().map(RowOperators::nameless).toList());
    }

    private static List<String> nameless(RowOperator operator) {
        int expressions = operator instanceof RowOperator.Project project
                ? project.expressions().size()
                : operator instanceof RowOperator.Join join ? join.keys().size() + 1 : 1;
        return Collections.nCopies(expressions, "");
    }

    private static RowStage stage(RowOperator operator, Function<String, TableRows> tables, List<String> names) {
        if (operator instanceof RowOperator.Filter filter) {
            return new FilterStage(Evaluators.compile(filter.predicate()), names.get(0));
        }
        if (operator instanceof RowOperator.Project project) {
            return new ProjectStage(project.expressions(), names);
        }
        if (operator instanceof RowOperator.Join join) {
            return JoinStage.of(join, tables.apply(join.table()), names);
        }
        if (operator instanceof RowOperator.Unnest unnest) {
            return new UnnestStage(unnest, names.get(0));
        }
        RowOperator.AssignWindows windows = (RowOperator.AssignWindows) operator;
        return new WindowStage(WindowMath.of(windows.window()), windows.time(), names.get(0));
    }

    /**
     * Runs the rows through all operators. The batch that comes in is not changed.
     *
     * @param events gets the failed events, by origin, with their reasons; may hold failed ones already, whose rows are left out too
     */
    public RowBatch apply(RowBatch rows, Failures events) {
        RowBatch batch = rows;
        passed[0] += rows.selected;
        for (int stage = 0; stage < stages.size(); stage++) {
            batch = stages.get(stage).apply(batch, events);
            passed[stage + 1] += batch.selected;
        }
        return events.any() ? withoutFailed(batch, events, sound) : batch;
    }

    /** How many rows ever came in, then how many each operator let through; read by whoever has seen the last call end. */
    public long[] passed() {
        return passed.clone();
    }

    /** How many events rows come from: rows of one event stand together. */
    public static int countEvents(RowBatch rows) {
        int events = 0;
        int last = -1;
        for (int i = 0; i < rows.selected; i++) {
            int origin = rows.origins[rows.selection[i]];
            if (origin != last) {
                events++;
                last = origin;
            }
        }
        return events;
    }

    /** Makes {@code out} the rows of events that have not failed, of the same vectors, and returns it. */
    public static RowBatch withoutFailed(RowBatch rows, Failures events, RowBatch out) {
        FilterStage.share(rows, out);
        for (int i = 0; i < rows.selected; i++) {
            int row = rows.selection[i];
            if (events.reason(rows.origins[row]) == null) {
                out.selection[out.selected++] = row;
            }
        }
        return out;
    }
}
