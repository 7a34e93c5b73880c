package io.raudal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Decimal;
import io.raudal.model.DataType.Simple;
import io.raudal.model.Table;
import io.raudal.plan.Aggregate;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import io.raudal.plan.Field;
import io.raudal.plan.Function;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.RowOperator;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.TopN;
import io.raudal.plan.ViewPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that a plan holds together: every input is a column of the row that comes in, with its type, and the output is as it says. */
final class PlanCheck {
    private static final Set<Function> OF_ONE_TYPE = Set.of(
            Function.EQUAL,
            Function.NOT_EQUAL,
            Function.LESS,
            Function.LESS_OR_EQUAL,
            Function.GREATER,
            Function.GREATER_OR_EQUAL,
            Function.IS_DISTINCT_FROM,
            Function.IS_NOT_DISTINCT_FROM);

    private final PipelinePlan plan;
    private final Map<String, List<DataType>> rows = new HashMap<>();

    private PlanCheck(PipelinePlan plan) {
        this.plan = plan;
    }

    static void check(PipelinePlan plan) {
        PlanCheck check = new PlanCheck(plan);
        for (StreamPlan stream : plan.streams()) {
            List<DataType> row =
                    stream.stream().columns().stream().map(c -> c.type()).toList();
            check.rows.put(stream.name(), row);
            stream.computed().forEach((index, expression) -> {
                check.check(expression, row);
                assertThat(expression.type()).isEqualTo(row.get(index));
            });
        }
        for (ViewPlan view : plan.views()) {
            check.check(view);
        }
    }

    private void check(ViewPlan view) {
        List<DataType> row = new ArrayList<>(rows.get(view.input()));
        assertThat(row.get(view.inputTime())).isEqualTo(Simple.TIMESTAMP);
        row = through(view.before(), row);
        Aggregation aggregation = view.aggregation();
        if (aggregation != null) {
            row = through(aggregation, row);
        } else {
            assertThat(view.after()).isEmpty();
        }
        row = through(view.after(), row);
        TopN topN = view.topN();
        if (topN != null) {
            assertThat(row.get(topN.windowStart())).isEqualTo(Simple.TIMESTAMP);
            assertThat(row.get(topN.windowEnd())).isEqualTo(Simple.TIMESTAMP);
            for (int index : topN.partition()) {
                assertThat(index).isBetween(0, row.size() - 1);
            }
            for (TopN.Order order : topN.order()) {
                assertThat(order.column()).isBetween(0, row.size() - 1);
            }
            row = new ArrayList<>(row);
            row.add(Simple.BIGINT);
        } else {
            assertThat(view.last()).isEmpty();
        }
        row = through(view.last(), row);
        assertThat(view.output().stream().map(Field::type).toList()).isEqualTo(row);
        view.windowStart()
                .ifPresent(i -> assertThat(view.output().get(i).type()).isEqualTo(Simple.TIMESTAMP));
        view.windowEnd().ifPresent(i -> assertThat(view.output().get(i).type()).isEqualTo(Simple.TIMESTAMP));
        rows.put(view.name(), row);
    }

    private List<DataType> through(Aggregation aggregation, List<DataType> row) {
        assertThat(row.get(aggregation.time())).isEqualTo(Simple.TIMESTAMP);
        List<DataType> out = new ArrayList<>();
        for (Expression group : aggregation.groups()) {
            check(group, row);
            out.add(group.type());
        }
        for (List<Integer> set : aggregation.groupingSets()) {
            assertThat(set).isSorted().doesNotHaveDuplicates().allMatch(i -> i < out.size());
        }
        if (aggregation.window() != null) {
            out.add(Simple.TIMESTAMP);
            out.add(Simple.TIMESTAMP);
        }
        for (Aggregate aggregate : aggregation.aggregates()) {
            aggregate.arguments().forEach(argument -> check(argument, row));
            Expression filter = aggregate.filter();
            if (filter != null) {
                check(filter, row);
                assertThat(filter.type()).isEqualTo(Simple.BOOLEAN);
            }
            out.add(aggregate.type());
        }
        if (aggregation.groupingNumber()) {
            out.add(Simple.BIGINT);
        }
        return out;
    }

    private List<DataType> through(List<RowOperator> operators, List<DataType> incoming) {
        List<DataType> row = incoming;
        for (RowOperator operator : operators) {
            List<DataType> next = new ArrayList<>(row);
            if (operator instanceof RowOperator.Filter filter) {
                check(filter.predicate(), row);
                assertThat(filter.predicate().type()).isEqualTo(Simple.BOOLEAN);
            } else if (operator instanceof RowOperator.Project project) {
                next.clear();
                for (Expression expression : project.expressions()) {
                    check(expression, row);
                    next.add(expression.type());
                }
            } else if (operator instanceof RowOperator.Join join) {
                Table table = plan.tables().stream()
                        .filter(t -> t.name().equals(join.table()))
                        .findFirst()
                        .orElseThrow();
                assertThat(join.keys()).isNotEmpty().hasSameSizeAs(join.tableColumns());
                for (int i = 0; i < join.keys().size(); i++) {
                    check(join.keys().get(i), row);
                    DataType key = join.keys().get(i).type();
                    DataType column =
                            table.columns().get(join.tableColumns().get(i)).type();
                    assertThat(Types.common(column, key)).isEqualTo(key);
                }
                table.columns().forEach(column -> next.add(column.type()));
                Expression condition = join.condition();
                if (condition != null) {
                    check(condition, next);
                }
            } else if (operator instanceof RowOperator.Unnest unnest) {
                check(unnest.collection(), row);
                if (unnest.collection().type() instanceof DataType.Map map) {
                    next.add(Simple.STRING);
                    next.add(map.value());
                } else {
                    next.add(((DataType.Array) unnest.collection().type()).element());
                }
                if (unnest.ordinality()) {
                    next.add(Simple.INT);
                }
            } else if (operator instanceof RowOperator.AssignWindows windows) {
                assertThat(row.get(windows.time())).isEqualTo(Simple.TIMESTAMP);
                next.add(Simple.TIMESTAMP);
                next.add(Simple.TIMESTAMP);
            }
            row = next;
        }
        return row;
    }

    private void check(Expression expression, List<DataType> row) {
        if (expression instanceof Expression.Input input) {
            assertThat(input.index()).isBetween(0, row.size() - 1);
            assertThat(input.type()).isEqualTo(row.get(input.index()));
        } else if (expression instanceof Expression.Literal literal) {
            check(literal);
        } else if (expression instanceof Expression.Call call && OF_ONE_TYPE.contains(call.function())) {
            DataType left = call.operands().get(0).type();
            DataType right = call.operands().get(1).type();
            assertThat(left.equals(right) || (left instanceof Decimal && right instanceof Decimal))
                    .as("%s %s %s", left, call.function(), right)
                    .isTrue();
        }
        Trees.children(expression).forEach(child -> check(child, row));
    }

    private static void check(Expression.Literal literal) {
        Object value = literal.value();
        if (value == null) {
            return;
        }
        Class<?> expected;
        if (literal.type() instanceof Decimal decimal) {
            expected = java.math.BigDecimal.class;
            assertThat(((java.math.BigDecimal) value).scale()).isEqualTo(decimal.scale());
            assertThat(((java.math.BigDecimal) value).precision()).isLessThanOrEqualTo(decimal.precision());
        } else {
            expected = switch ((Simple) literal.type()) {
                case STRING, JSON -> String.class;
                case BOOLEAN -> Boolean.class;
                case INT, DATE, INTERVAL_MONTH -> Integer.class;
                case BIGINT, TIME, TIMESTAMP, INTERVAL_DAY -> Long.class;
                case DOUBLE -> Double.class;
            };
        }
        assertThat(value).isInstanceOf(expected);
    }
}
