package io.raudal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.plan.AggregateFunction;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import io.raudal.plan.Function;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.RowOperator;
import io.raudal.plan.ViewPlan;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Every function and aggregate of the plan can be written in SQL, and gives the type that Flink gives. */
class FunctionsTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "functions.txt", delimiterString = " => ", quoteCharacter = '"')
    void expression_ofEachFunction_hasItsType(String sql, String type) {
        PipelinePlan plan = compile("SELECT " + sql + " AS x FROM readings");
        assertThat(plan.views().get(0).output().get(0).type()).hasToString(type);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "aggregates.txt", delimiterString = " => ", quoteCharacter = '"')
    void aggregate_ofEachFunction_hasItsType(String sql, String type) {
        PipelinePlan plan = compile("SELECT " + sql + " AS x FROM readings GROUP BY device");
        assertThat(plan.views().get(0).output().get(0).type()).hasToString(type);
    }

    @Test
    void functions_ofThePlan_areAllReached() throws java.io.IOException {
        Set<Function> missing = EnumSet.allOf(Function.class);
        Set<AggregateFunction> missingAggregates = EnumSet.allOf(AggregateFunction.class);
        for (String file : List.of("functions.txt", "aggregates.txt")) {
            for (String line :
                    java.nio.file.Files.readAllLines(java.nio.file.Path.of("src/test/resources/io/raudal/sql", file))) {
                String sql = line.substring(0, line.lastIndexOf(" => "));
                String group = file.startsWith("agg") ? " GROUP BY device" : "";
                ViewPlan view = compile("SELECT " + sql + " AS x FROM readings" + group)
                        .views()
                        .get(0);
                List<RowOperator> operators = new java.util.ArrayList<>(view.before());
                operators.addAll(view.after());
                operators.forEach(operator -> {
                    if (operator instanceof RowOperator.Project project) {
                        project.expressions().forEach(expression -> remove(expression, missing));
                    }
                });
                Aggregation aggregation = view.aggregation();
                if (aggregation != null) {
                    aggregation.aggregates().forEach(aggregate -> missingAggregates.remove(aggregate.function()));
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(missingAggregates).isEmpty();
    }

    private static void remove(Expression expression, Set<Function> missing) {
        if (expression instanceof Expression.Call call) {
            missing.remove(call.function());
        }
        Trees.children(expression).forEach(child -> remove(child, missing));
    }

    private static PipelinePlan compile(String sql) {
        PipelinePlan plan = new Fixture().unbounded("v", sql).plan();
        PlanCheck.check(plan);
        return plan;
    }
}
