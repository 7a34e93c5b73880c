package io.raudal.cli.pipeline;

import io.raudal.cli.terminal.Texts;
import io.raudal.engine.expression.FailingConstants;
import io.raudal.model.Message;
import io.raudal.model.PipelineFile;
import io.raudal.model.Positions;
import io.raudal.model.Problem;
import io.raudal.plan.Aggregate;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.RowOperator;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Warns of constants in SQL on which every event fails that they are evaluated for, each once at the SQL that it stands in. */
final class ConstantCheck {
    private final PipelineFile file;
    private final Set<Problem> warnings = new LinkedHashSet<>();

    private ConstantCheck(PipelineFile file) {
        this.file = file;
    }

    static List<Problem> warnings(PipelineFile file, PipelinePlan plan) {
        ConstantCheck check = new ConstantCheck(file);
        plan.streams().forEach(check::stream);
        plan.views().forEach(check::view);
        return List.copyOf(check.warnings);
    }

    private void stream(StreamPlan stream) {
        String columns = Positions.child(Positions.child("spec.streams", stream.name()), "columns");
        stream.computed().forEach((index, expression) -> {
            String column = stream.stream().columns().get(index).name();
            check(Positions.child(Positions.child(columns, column), "as"), expression);
        });
    }

    private void view(ViewPlan view) {
        String path = Positions.child(Positions.child("spec.views", view.name()), "sql");
        view.before().forEach(operator -> check(path, operator));
        Aggregation aggregation = view.aggregation();
        if (aggregation != null) {
            aggregation.groups().forEach(group -> check(path, group));
            for (Aggregate aggregate : aggregation.aggregates()) {
                aggregate.arguments().forEach(argument -> check(path, argument));
                check(path, aggregate.filter());
            }
        }
        view.after().forEach(operator -> check(path, operator));
        view.last().forEach(operator -> check(path, operator));
    }

    private void check(String path, RowOperator operator) {
        if (operator instanceof RowOperator.Filter filter) {
            check(path, filter.predicate());
        } else if (operator instanceof RowOperator.Project project) {
            project.expressions().forEach(expression -> check(path, expression));
        } else if (operator instanceof RowOperator.Join join) {
            join.keys().forEach(key -> check(path, key));
            check(path, join.condition());
        } else if (operator instanceof RowOperator.Unnest unnest) {
            check(path, unnest.collection());
        }
    }

    private void check(String path, @Nullable Expression expression) {
        if (expression == null) {
            return;
        }
        FailingConstants.of(expression).forEach(detail -> {
            Message rule = Texts.ofParts("constant.fails", hidden(path, detail.inWords()));
            warnings.add(Problem.warning(
                    path, file.positions().of(path), rule, null, Texts.message("constant.fails.remedy")));
        });
    }

    /** With references in place of the values that they stand for. */
    private Message hidden(String path, Message message) {
        List<Object> arguments = message.arguments().stream()
                .<Object>map(argument -> argument instanceof Message nested
                        ? hidden(path, nested)
                        : file.positions().hidden(path, argument.toString()))
                .toList();
        return new Message(message.bundle(), message.key(), arguments);
    }
}
