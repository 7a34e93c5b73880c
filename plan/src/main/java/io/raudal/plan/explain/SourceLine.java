package io.raudal.plan.explain;

import io.raudal.model.Column;
import io.raudal.plan.Expression;
import io.raudal.plan.Field;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.RowOperator;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a row between the stream or window view that a view is read from and the view's aggregation, or its rows, in words;
 * the operators of the row views in between come first. Immutable.
 */
public final class SourceLine {
    private final List<Step> steps = new ArrayList<>();
    private final List<List<String>> expressions = new ArrayList<>();
    private final ExpressionText last;

    private SourceLine(Deque<ViewPlan> path, PipelinePlan plan) {
        Line line = new Line(columns(plan, path.element().input()), plan.tables());
        for (ViewPlan view : path) {
            view.before().forEach(operator -> add(operator, line));
            if (view.isRowView()) {
                view.last().forEach(operator -> add(operator, line));
                line.rename(names(view));
            }
        }
        last = new ExpressionText(List.copyOf(line.columns()));
    }

    /** @throws NoSuchElementException if the view, or what it reads, is not there */
    public static SourceLine of(PipelinePlan plan, String view) {
        Deque<ViewPlan> path = new ArrayDeque<>();
        ViewPlan found = view(plan, view);
        if (found == null) {
            throw new NoSuchElementException(view);
        }
        path.push(found);
        for (ViewPlan above = view(plan, found.input());
                above != null && above.isRowView();
                above = view(plan, above.input())) {
            path.push(above);
        }
        return new SourceLine(path, plan);
    }

    private void add(RowOperator operator, Line line) {
        expressions.add(line.expressions(operator));
        steps.add(line.apply(operator));
    }

    /** One an operator. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** By operator, what is evaluated, in this order. */
    public List<List<String>> expressions() {
        return List.copyOf(expressions);
    }

    /** Expressions over the row behind the last operator. */
    public List<String> texts(List<Expression> over) {
        return over.stream().map(last::of).map(Line::cut).toList();
    }

    private static @Nullable ViewPlan view(PipelinePlan plan, String name) {
        return plan.views().stream()
                .filter(view -> view.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Of a stream or view. */
    private static List<String> columns(PipelinePlan plan, String source) {
        for (StreamPlan stream : plan.streams()) {
            if (stream.name().equals(source)) {
                return stream.stream().columns().stream().map(Column::name).toList();
            }
        }
        ViewPlan view = view(plan, source);
        if (view == null) {
            throw new NoSuchElementException(source);
        }
        return names(view);
    }

    private static List<String> names(ViewPlan view) {
        return view.output().stream().map(Field::name).toList();
    }
}
