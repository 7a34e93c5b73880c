package io.raudal.engine.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.row.TableRows;
import io.raudal.model.Column;
import io.raudal.model.FieldPath;
import io.raudal.model.Format;
import io.raudal.model.Stream;
import io.raudal.model.Table;
import io.raudal.model.TimestampFormat;
import io.raudal.model.View;
import io.raudal.plan.AggregateFunction;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Field;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.RowOperator;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.Window;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ViewIdentityTest {
    private static final Aggregation COUNTS = TestPlans.aggregation(
            new Window.Tumble(10_000, 0),
            List.of(TestPlans.KEY),
            List.of(TestPlans.aggregate(AggregateFunction.COUNT, TestPlans.BIGINT)));
    private static final Aggregation SUMS = TestPlans.aggregation(
            new Window.Tumble(10_000, 0),
            List.of(TestPlans.KEY),
            List.of(TestPlans.aggregate(AggregateFunction.SUM, TestPlans.DOUBLE, TestPlans.NUMBER)));

    @Test
    void identity_ofOneQuery_isTheSameWhateverStandsAroundIt() {
        long alone = identity(TestPlans.pipeline(TestPlans.view("view", View.Emit.LIVE, COUNTS)));
        assertThat(identity(TestPlans.pipeline(
                        TestPlans.view("other", View.Emit.FINAL, SUMS),
                        TestPlans.view("view", View.Emit.FINAL, COUNTS))))
                .isEqualTo(alone);
        assertThat(identity(TestPlans.pipeline(TestPlans.view("view", View.Emit.LIVE, SUMS))))
                .isNotEqualTo(alone);
    }

    @Test
    void identity_ofAQueryOverAStream_followsTheColumnsThatItReads() {
        Column number = new Column(
                "v",
                TestPlans.DOUBLE,
                false,
                FieldPath.parse("elsewhere.v").orElseThrow(),
                new TimestampFormat.Iso(),
                null);
        PipelinePlan counts = TestPlans.pipeline(TestPlans.view("view", View.Emit.LIVE, COUNTS));
        PipelinePlan sums = TestPlans.pipeline(TestPlans.view("view", View.Emit.LIVE, SUMS));
        assertThat(identity(with(counts, 3, number))).isEqualTo(identity(counts));
        assertThat(identity(with(sums, 3, number))).isNotEqualTo(identity(sums));
        Column time = new Column(
                "ts",
                TestPlans.TIMESTAMP,
                false,
                FieldPath.parse("elsewhere.ts").orElseThrow(),
                new TimestampFormat.Iso(),
                null);
        assertThat(identity(with(counts, 0, time)))
                .as("windows are of the time")
                .isNotEqualTo(identity(counts));
    }

    @Test
    void identity_ofAViewOnAView_followsThatView() {
        ViewPlan sums = TestPlans.view("first", View.Emit.LIVE, SUMS);
        ViewPlan counts = TestPlans.view("first", View.Emit.LIVE, COUNTS);
        ViewPlan second = TestPlans.view(
                "view",
                "first",
                View.Emit.LIVE,
                List.of(),
                new Aggregation(
                        new Window.Tumble(60_000, 0),
                        2,
                        List.of(),
                        List.of(List.of()),
                        false,
                        List.of(TestPlans.aggregate(AggregateFunction.COUNT, TestPlans.BIGINT))),
                List.of(),
                List.of(new Field("n", TestPlans.BIGINT)));
        assertThat(identity(TestPlans.pipeline(sums, second))).isEqualTo(identity(TestPlans.pipeline(sums, second)));
        assertThat(identity(TestPlans.pipeline(sums, second)))
                .isNotEqualTo(identity(TestPlans.pipeline(counts, second)));
    }

    @Test
    void identity_ofAJoin_followsTheTablesRows() {
        assertThat(joined("a", "b")).isEqualTo(joined("a", "b"));
        assertThat(joined("a", "b")).isNotEqualTo(joined("a", "c"));
        assertThat(joined("ab", "")).isNotEqualTo(joined("a", "b"));
        assertThat(joined("null")).isNotEqualTo(joined((String) null));
    }

    private static long joined(@Nullable String... names) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (String name : names) {
            Map<String, @Nullable Object> row = new HashMap<>();
            row.put("name", name);
            rows.add(row);
        }
        Table table = new Table("t", List.of(Column.of("name", TestPlans.STRING)), null, new Format.Json(), rows);
        RowOperator join = new RowOperator.Join("t", List.of(TestPlans.KEY), List.of(0), null, false);
        PipelinePlan plan = TestPlans.pipeline(TestPlans.view(
                "view", "events", View.Emit.LIVE, List.of(join), COUNTS, List.of(), TestPlans.output(COUNTS)));
        PipelinePlan tabled = new PipelinePlan(plan.pipeline(), plan.streams(), List.of(table), plan.views());
        return new PipelineSteps(tabled, Map.of(), any -> TableRows.load(table, Path.of("."))).identity("view");
    }

    private static PipelinePlan with(PipelinePlan plan, int index, Column column) {
        Stream stream = plan.streams().get(0).stream();
        List<Column> columns = new ArrayList<>(stream.columns());
        columns.set(index, column);
        Stream changed = new Stream(
                stream.name(),
                columns,
                stream.format(),
                stream.zone(),
                stream.time(),
                stream.key(),
                stream.id(),
                stream.partitions(),
                stream.retention(),
                stream.sources());
        return TestPlans.pipeline(changed, plan.views().toArray(ViewPlan[]::new));
    }

    private static long identity(PipelinePlan plan) {
        return TestPlans.steps(plan).identity("view");
    }
}
