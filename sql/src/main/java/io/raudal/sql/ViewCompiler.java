package io.raudal.sql;

import io.raudal.model.Pipeline;
import io.raudal.model.View;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import io.raudal.plan.Field;
import io.raudal.plan.RowOperator;
import io.raudal.plan.ViewPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.jspecify.annotations.Nullable;

/** Compiles the SQL of one view to its plan. */
final class ViewCompiler {
    private final Pipeline pipeline;
    private final Catalog catalog;
    private final Diagnostics diagnostics;

    ViewCompiler(Pipeline pipeline, Catalog catalog, Diagnostics diagnostics) {
        this.pipeline = pipeline;
        this.catalog = catalog;
        this.diagnostics = diagnostics;
    }

    /**
     * A view's plan with the columns of its input that it uses.
     *
     * @param time as of {@link Catalog.CompiledView}
     */
    record Result(ViewPlan plan, int time, BitSet inputs) {}

    /** Null after a problem was reported. */
    @Nullable Result compile(View view) {
        SqlNode statement = Dialect.statement(view.sql(), diagnostics);
        if (statement == null) {
            return null;
        }
        Relation relation = new QueryCompiler(catalog, diagnostics).compile(statement, QueryCompiler.Names.NONE);
        if (!relation.isBroken()) {
            finish(view, relation, statement);
        }
        return relation.isBroken() || diagnostics.failed() ? null : plan(view, relation);
    }

    private void finish(View view, Relation relation, SqlNode statement) {
        Relation.PendingRank rank = relation.rank();
        if (rank != null) {
            diagnostics.error(rank.place(), "topn.limit");
        }
        Relation.PendingWindow window = relation.window();
        if (window != null && WindowFunctions.takesRows(window, diagnostics) && rank == null) {
            relation.assignWindows();
        }
        Aggregation aggregation = relation.aggregation();
        boolean unbounded = aggregation != null && aggregation.window() == null;
        if (unbounded && view.state() == null) {
            boolean distinct = !anySelect(statement, select -> select.getGroup() != null)
                    && anySelect(statement, SqlSelect::isDistinct);
            diagnostics.error(statement, distinct ? "state.missing-distinct" : "state.missing");
        } else if (!unbounded && view.state() != null) {
            diagnostics.warn(statement, "warning.state");
        }
        if (view.emit() == View.Emit.FINAL && aggregation == null && relation.topN() == null) {
            diagnostics.warn(statement, "warning.emit");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < relation.attributes().size(); i++) {
            Attribute attribute = relation.attributes().get(i);
            SqlNode place = i < relation.items().size() ? relation.items().get(i) : statement;
            if (!names.add(attribute.name())) {
                diagnostics.error(place, "output.twice", attribute.name());
            }
            if (attribute.value() == Literals.NULL) {
                diagnostics.error(place, "output.null", attribute.name());
            } else if (Types.isInterval(attribute.value().type())) {
                diagnostics.error(
                        place,
                        "output.type",
                        attribute.name(),
                        attribute.value().type());
            }
        }
    }

    private static boolean anySelect(@Nullable SqlNode node, Predicate<SqlSelect> rule) {
        if (node instanceof SqlSelect select && rule.test(select)) {
            return true;
        }
        List<SqlNode> parts = node instanceof SqlCall call
                ? call.getOperandList()
                : node instanceof SqlNodeList list ? list.getList() : List.of();
        for (SqlNode part : parts) {
            if (anySelect(part, rule)) {
                return true;
            }
        }
        return false;
    }

    private Result plan(View view, Relation relation) {
        List<Expression> values = new ArrayList<>();
        List<Field> output = new ArrayList<>();
        int time = -1;
        for (Attribute attribute : relation.attributes()) {
            if (isTime(relation, attribute.value())) {
                time = values.size();
            }
            values.add(attribute.value());
            output.add(new Field(attribute.name(), attribute.value().type()));
        }
        Pruning pruning = new Pruning(inputWidth(relation.input()), this::appended);
        pruning.prune(relation, values);
        boolean windowed = relation.aggregation() != null || relation.topN() != null;
        ViewPlan plan = new ViewPlan(
                view,
                relation.input(),
                relation.inputTime(),
                pruning.before(),
                pruning.aggregation(),
                pruning.after(),
                pruning.topN(),
                pruning.last(),
                output,
                windowed ? index(values, relation.windowStart()) : OptionalInt.empty(),
                windowed ? index(values, relation.windowEnd()) : OptionalInt.empty());
        return new Result(plan, time, pruning.inputs());
    }

    private static boolean isTime(Relation relation, Expression value) {
        Expression end = relation.windowEnd();
        if (end != null && (relation.aggregation() != null || relation.topN() != null)) {
            return value.equals(Trees.windowTime(end));
        }
        return !relation.times().isEmpty() && relation.times().get(0).equals(value);
    }

    private static OptionalInt index(List<Expression> values, @Nullable Expression value) {
        int index = value == null ? -1 : values.indexOf(value);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    private int inputWidth(String input) {
        return pipeline.stream(input).map(s -> s.columns().size()).orElseGet(() -> catalog.width(input));
    }

    private int appended(RowOperator operator) {
        if (operator instanceof RowOperator.Join join) {
            return catalog.table(join.table()).orElseThrow().columns().size();
        }
        if (operator instanceof RowOperator.Unnest unnest) {
            return (unnest.collection().type() instanceof io.raudal.model.DataType.Map ? 2 : 1)
                    + (unnest.ordinality() ? 1 : 0);
        }
        return operator instanceof RowOperator.AssignWindows ? 2 : 0;
    }
}
