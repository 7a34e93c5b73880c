package io.raudal.plan.explain;

import io.raudal.model.Table;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Field;
import io.raudal.plan.TopN;
import io.raudal.plan.ViewPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What runs for one view.
 *
 * @param input the stream or view that it reads
 * @param steps in order
 * @param key what tells its rows apart
 */
record ViewExplanation(
        String name,
        String input,
        String emit,
        List<Step> steps,
        List<String> key,
        StateExplanation state,
        List<Field> output) {

    static ViewExplanation of(ViewPlan view, List<String> inputColumns, Duration lateness, List<Table> tables) {
        Line line = new Line(inputColumns, tables);
        line.step("scan", view.input());
        view.before().forEach(line::add);
        Aggregation aggregation = view.aggregation();
        List<String> key = List.of("partition", "offset", "ordinal");
        if (aggregation != null) {
            line.add(aggregation);
            key = new ArrayList<>(
                    line.columns().subList(0, aggregation.groups().size() + (aggregation.window() == null ? 0 : 2)));
            if (aggregation.groupingSets().size() > 1) {
                key.add("grouping");
            }
        }
        view.after().forEach(line::add);
        TopN top = view.topN();
        if (top != null) {
            key = new ArrayList<>();
            for (int index : top.partition()) {
                key.add(line.columns().get(index));
            }
            key.add("window_start");
            key.add("window_end");
            key.add("rank");
            line.add(top);
        }
        view.last().forEach(line::add);
        List<Step> steps = line.steps();
        // Never cut: it is all that the view's rows have.
        steps.add(new Step(
                "output",
                view.output().stream().map(f -> f.name() + " " + f.type()).collect(Collectors.joining(", "))));
        String emit = view.isRowView() ? "append" : view.view().emit().name().toLowerCase(java.util.Locale.ROOT);
        return new ViewExplanation(
                view.name(),
                view.input(),
                emit,
                steps,
                key,
                StateExplanation.of(view, line.aggregates(), lateness),
                view.output());
    }
}
