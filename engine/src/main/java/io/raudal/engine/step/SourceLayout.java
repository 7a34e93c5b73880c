package io.raudal.engine.step;

import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.Table;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.RowOperator;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.explain.SourceLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the steps of one source (a stream, or a window view that others read) share: views with the same line before the aggregation
 * run it once, and those with the same groups as well encode and intern keys once.
 *
 * @param columns types of the source's row
 * @param tables types of the columns of each table
 * @param identity as {@link ViewIdentities} says
 * @param isStream whether rows have their time in a column; those of a view are 1 ms older than their window's end
 */
record SourceLayout(
        String source,
        long identity,
        List<DataType> columns,
        boolean isStream,
        List<ReaderView> views,
        List<List<RowOperator>> chains,
        List<GroupingPlan> groupings,
        Map<String, List<DataType>> tables) {

    /** The groups of some views with one line. */
    record GroupingPlan(int chain, List<Expression> groups, List<List<Integer>> sets) {

        static GroupingPlan of(Aggregation aggregation) {
            return new GroupingPlan(0, aggregation.groups(), aggregation.groupingSets());
        }

        /** Whether the number of the grouping set stands behind the groups in a key. */
        boolean hasSetNumber() {
            return sets.size() > 1;
        }

        List<DataType> types() {
            return groups.stream().map(Expression::type).toList();
        }
    }

    static SourceLayout of(
            PipelinePlan plan, String source, List<DataType> columns, boolean isStream, ViewIdentities identities) {
        Map<String, List<RowOperator>> lines = new HashMap<>();
        lines.put(source, List.of());
        List<ReaderView> views = new ArrayList<>();
        List<List<RowOperator>> chains = new ArrayList<>();
        List<GroupingPlan> groupings = new ArrayList<>();
        for (ViewPlan view : plan.views()) {
            List<RowOperator> upstream = lines.get(view.input());
            if (upstream == null) {
                continue;
            }
            List<RowOperator> before = new ArrayList<>(upstream);
            before.addAll(view.before());
            if (view.isRowView()) {
                before.addAll(view.last());
                lines.put(view.name(), before);
            }
            int chain = index(chains, before);
            Aggregation aggregation = view.aggregation();
            int grouping = aggregation == null
                    ? -1
                    : index(groupings, new GroupingPlan(chain, aggregation.groups(), aggregation.groupingSets()));
            views.add(new ReaderView(
                    view,
                    before,
                    SourceLine.of(plan, view.name()),
                    chain,
                    grouping,
                    identities.ofView(source, view, before)));
        }
        Map<String, List<DataType>> tables = plan.tables().stream()
                .collect(Collectors.toMap(
                        Table::name,
                        table -> table.columns().stream().map(Column::type).toList()));
        return new SourceLayout(
                source, identities.ofSource(source), columns, isStream, views, chains, groupings, tables);
    }

    private static <T> int index(List<T> known, T wanted) {
        int index = known.indexOf(wanted);
        if (index < 0) {
            known.add(wanted);
            return known.size() - 1;
        }
        return index;
    }

    /** The expressions of a line by operator, in words; those of the first view that has it. */
    List<List<String>> chainNames(int chain) {
        return views.stream()
                .filter(view -> view.chain() == chain)
                .findFirst()
                .map(view -> view.line().expressions())
                .orElseThrow();
    }

    /** Likewise the groups of a grouping. */
    List<String> groupNames(int grouping) {
        return views.stream()
                .filter(view -> view.grouping() == grouping)
                .findFirst()
                .map(view -> view.line().texts(groupings.get(grouping).groups()))
                .orElseThrow();
    }

    List<String> viewNames() {
        return views.stream().map(ReaderView::name).toList();
    }
}
