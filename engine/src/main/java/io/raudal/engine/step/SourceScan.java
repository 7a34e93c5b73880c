package io.raudal.engine.step;

import io.raudal.engine.Evaluator;
import io.raudal.engine.EventBatch;
import io.raudal.engine.Failures;
import io.raudal.engine.RowBatch;
import io.raudal.engine.Vector;
import io.raudal.engine.aggregate.AggregateInput;
import io.raudal.engine.aggregate.Aggregates;
import io.raudal.engine.expression.Evaluators;
import io.raudal.engine.row.RowOperators;
import io.raudal.engine.row.TableRows;
import io.raudal.engine.step.SourceLayout.GroupingPlan;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs what all views of a source need without state over its decoded events; owns the one {@link ScannedBatch} that it fills. */
final class SourceScan {
    /** An expression, and how failures are to call it. */
    private record NamedEvaluator(String name, Evaluator evaluator) {}

    private final SourceLayout layout;
    private final RowOperators[] chains;
    private final NamedEvaluator[][] groups;
    private final Vector[][] groupValues;
    private final NamedEvaluator[][] arguments;
    private final NamedEvaluator[][] filters;
    private final ScannedBatch batch;
    private final RowBatch input = new RowBatch();
    private final Failures rowFailures = new Failures();

    SourceScan(SourceLayout layout, EventBatch events, Function<String, TableRows> tables) {
        this.layout = layout;
        int views = layout.views().size();
        chains = new RowOperators[layout.chains().size()];
        for (int chain = 0; chain < chains.length; chain++) {
            chains[chain] = RowOperators.compile(layout.chains().get(chain), tables, layout.chainNames(chain));
        }
        groups = new NamedEvaluator[layout.groupings().size()][];
        for (int grouping = 0; grouping < groups.length; grouping++) {
            groups[grouping] = compile(layout.groupings().get(grouping).groups(), layout.groupNames(grouping));
        }
        groupValues = layout.groupings().stream()
                .map(g -> new Vector[g.groups().size()])
                .toArray(Vector[][]::new);
        arguments = new NamedEvaluator[views][];
        filters = new NamedEvaluator[views][];
        batch = new ScannedBatch(events, layout);
        for (int view = 0; view < views; view++) {
            ReaderView reader = layout.views().get(view);
            Aggregation aggregation = reader.aggregation();
            if (aggregation != null) {
                Aggregates aggregates = new Aggregates(aggregation.aggregates(), ReaderView.isSession(aggregation));
                arguments[view] = compile(aggregates.arguments(), reader.line().texts(aggregates.arguments()));
                filters[view] = compile(aggregates.filters(), reader.line().texts(aggregates.filters()));
                batch.inputs[view] = new AggregateInput(arguments[view].length, filters[view].length);
            }
        }
    }

    private static NamedEvaluator[] compile(List<Expression> expressions, List<String> names) {
        return IntStream.range(0, expressions.size())
                .mapToObj(i -> new NamedEvaluator(names.get(i), Evaluators.compile(expressions.get(i))))
                .toArray(NamedEvaluator[]::new);
    }

    EventBatch events() {
        return batch.events;
    }

    /** As {@link RowOperators#passed}, of the operators between the source and a view. */
    long[] passed(String view) {
        return layout.views().stream()
                .filter(reader -> reader.name().equals(view))
                .map(reader -> chains[reader.chain()].passed())
                .findFirst()
                .orElseThrow();
    }

    /** Prepares the events that are well; {@code events.columns} are complete. */
    ScannedBatch prepare(@Nullable Vector[] columns, Vector.Longs time, boolean someDead) {
        EventBatch events = batch.events;
        batch.columns = columns;
        batch.time = time;
        batch.someDead = someDead;
        batch.lateBefore.clear();
        input.columns = dense(columns);
        input.selectAll(events.size);
        if (someDead) {
            int selected = 0;
            for (int row = 0; row < events.size; row++) {
                if (events.dead[row] == null) {
                    input.selection[selected++] = row;
                }
            }
            input.selected = selected;
        }
        for (int chain = 0; chain < chains.length; chain++) {
            batch.chainFailures[chain].clear();
            batch.rows[chain] = chains[chain].apply(input, batch.chainFailures[chain]);
        }
        for (int grouping = 0; grouping < groups.length; grouping++) {
            group(grouping);
        }
        for (int view = 0; view < arguments.length; view++) {
            if (batch.inputs[view] != null) {
                aggregate(view);
            }
        }
        return batch;
    }

    /** Expressions name no column that is not used. */
    @SuppressWarnings("NullAway")
    static Vector[] dense(@Nullable Vector[] columns) {
        return columns;
    }

    private void group(int grouping) {
        GroupingPlan plan = layout.groupings().get(grouping);
        RowBatch rows = batch.rows[plan.chain()];
        Failures failures = batch.groupingFailures[grouping];
        failures.clear();
        for (int i = 0; i < groups[grouping].length; i++) {
            groupValues[grouping][i] = evaluate(groups[grouping][i], rows, failures);
        }
        for (GroupKeys keys : batch.keys[grouping]) {
            keys.encode(groupValues[grouping], rows.selection, rows.selected);
        }
    }

    private void aggregate(int view) {
        ReaderView reader = layout.views().get(view);
        RowBatch rows = batch.rows[reader.chain()];
        Failures failures = batch.viewFailures[view];
        AggregateInput in = Objects.requireNonNull(batch.inputs[view]);
        failures.clear();
        for (int i = 0; i < arguments[view].length; i++) {
            in.arguments[i] = evaluate(arguments[view][i], rows, failures);
        }
        for (int i = 0; i < filters[view].length; i++) {
            in.filters[i] = (Vector.Longs) evaluate(filters[view][i], rows, failures);
        }
        if (layout.isStream()) {
            in.time = (Vector.Longs)
                    rows.columns[Objects.requireNonNull(reader.aggregation()).time()];
        } else {
            takeTimes(rows, in.time);
        }
        in.origins = rows.origins;
    }

    private void takeTimes(RowBatch rows, Vector.Longs time) {
        time.ensure(rows.selected == 0 ? 0 : rows.selection[rows.selected - 1] + 1);
        for (int i = 0; i < rows.selected; i++) {
            int row = rows.selection[i];
            time.setNull(row, false);
            time.values[row] = batch.time.values[rows.origins[row]];
        }
    }

    /** Evaluates over all rows of a chain; the events of rows that fail are marked. */
    private Vector evaluate(NamedEvaluator expression, RowBatch rows, Failures events) {
        rowFailures.at(expression.name());
        Vector result = expression.evaluator().evaluate(rows.columns, rows.selection, rows.selected, rowFailures);
        if (rowFailures.any()) {
            for (int i = 0; i < rows.selected; i++) {
                int row = rows.selection[i];
                events.take(rows.origins[row], rowFailures, row);
            }
            rowFailures.clear();
        }
        return result;
    }
}
