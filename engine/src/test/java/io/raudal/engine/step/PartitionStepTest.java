package io.raudal.engine.step;

import static io.raudal.engine.step.TestPlans.BIGINT;
import static io.raudal.engine.step.TestPlans.KEY;
import static io.raudal.engine.step.TestPlans.NUMBER;
import static io.raudal.engine.step.TestPlans.WHOLE;
import static io.raudal.engine.step.TestPlans.aggregate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raudal.engine.DeadReason;
import io.raudal.engine.Decoder;
import io.raudal.model.DataType;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.model.Stream;
import io.raudal.model.View;
import io.raudal.plan.AggregateFunction;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import io.raudal.plan.Field;
import io.raudal.plan.Function;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.RowOperator;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.Window;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartitionStepTest {
    private static final ViewPlan COUNTS = TestPlans.view(
            "counts",
            View.Emit.FINAL,
            TestPlans.aggregation(
                    new Window.Tumble(10_000, 0), List.of(KEY), List.of(aggregate(AggregateFunction.COUNT, BIGINT))));
    private static final long START = 1_767_225_600_000_000L;

    private final List<String> aside = new ArrayList<>();
    private final List<Emission> others = new ArrayList<>();

    private boolean take(Emission emission) {
        if (emission instanceof AsideBatch batch) {
            for (int i = 0; i < batch.size(); i++) {
                aside.add(batch.position(i) + " " + batch.kind(i) + " " + batch.reason(i) + " " + batch.view(i));
            }
        } else {
            others.add(emission);
        }
        return true;
    }

    private static String event(String key, double second) {
        return "{\"ts\":\"" + java.time.Instant.ofEpochMilli(START / 1000 + (long) (second * 1000)) + "\",\"k\":\""
                + key + "\"}";
    }

    private static ScannedBatch scan(PipelineSteps steps, long position, String... lines) {
        byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        ScannedBatch batch = steps.scan("events", new byte[0])
                .scanLines(Arrays.copyOf(text, text.length + Decoder.PADDING), 0, text.length, position);
        assertThat(batch.nextPosition()).isEqualTo(position + lines.length);
        return batch;
    }

    @Test
    void process_lateEvents_areSetAsideByTheWatermarkBeforeThem() {
        PipelineSteps steps = TestPlans.steps(TestPlans.pipeline(COUNTS));
        PartitionStep step = steps.partition("events", 0);
        // Lateness is 3 s: 10 makes the watermark 7, and 7 itself is in time.
        step.process(scan(steps, 40, event("a", 10), event("a", 7), event("a", 6.999), event("a", 9)), this::take);
        step.advance(START + 12_000_000, this::take);
        step.process(scan(steps, 44, event("a", 11.5), event("a", 12), event("a", 6)), this::take);

        assertThat(aside).containsExactly("42 LATE lateness null", "44 LATE after-idle null", "46 LATE lateness null");
        assertThat(step.watermarkMicros()).isEqualTo(START + 12_000_000);
        assertThat(step.ledger().late(LateReason.LATENESS)).isEqualTo(2);
        assertThat(step.ledger().late(LateReason.AFTER_IDLE)).isEqualTo(1);
        assertThat(step.ledger().delivered()).isEqualTo(4);
        assertThat(step.ledger().used("counts")).isEqualTo(4);
        assertThat(step.ledger().balances()).isTrue();
    }

    @Test
    void process_deadEvents_areSetAsideWithTheirReason() {
        PipelineSteps steps = TestPlans.steps(TestPlans.pipeline(COUNTS));
        PartitionStep step = steps.partition("events", 0);
        step.process(
                scan(
                        steps,
                        0,
                        "{\"ts\":",
                        event("a", 1),
                        "{\"k\":\"x\"}",
                        "{\"ts\":\"2026-01-01T00:00:02Z\",\"n\":1.5}"),
                this::take);
        byte[] ahead = event("a", 3601).getBytes(StandardCharsets.UTF_8);
        ScannedBatch batch = steps.scan("events", new byte[0])
                .scanRecords(
                        Arrays.copyOf(ahead, ahead.length + Decoder.PADDING),
                        new int[] {0},
                        new int[] {ahead.length},
                        1,
                        4,
                        new long[] {START / 1000 + 500});
        step.process(batch, this::take);

        assertThat(aside)
                .containsExactly(
                        "0 DEAD malformed null", "2 DEAD no-time null", "3 DEAD type null", "4 DEAD future null");
        assertThat(step.ledger().dead(DeadReason.FUTURE)).isEqualTo(1);
        assertThat(step.ledger().delivered()).isEqualTo(1);
        assertThat(step.ledger().balances()).isTrue();
    }

    @Test
    void process_sameId_isADuplicateWithinTheHorizon() {
        Stream stream = TestPlans.stream(new Stream.Id("k", Duration.ofSeconds(20)));
        PipelinePlan plan = TestPlans.pipeline(stream, COUNTS);
        PipelineSteps steps = TestPlans.steps(plan);
        PartitionStep step = steps.partition("events", 0);
        step.process(scan(steps, 0, event("a", 10), event("b", 10), event("a", 11), event("a", 30)), this::take);
        assertThat(step.ledger().duplicate()).isEqualTo(2);
        PartitionStep restored = steps.partition("events", 0);
        restored.restore(step.snapshot());
        // 31 is more than 20 s behind the last admitted one; a late one is late, not a duplicate, where its id is
        // forgotten.
        restored.process(
                scan(steps, 4, event("a", 31), event("b", 30.5), event("c", 90), event("b", 30.5)), this::take);

        assertThat(restored.ledger().duplicate()).isEqualTo(2);
        assertThat(restored.ledger().late()).isEqualTo(1);
        assertThat(restored.ledger().received()).isEqualTo(8);
        assertThat(restored.ledger().balances()).isTrue();
    }

    @Test
    void process_failedExpression_leavesTheEventToOtherViews() {
        Expression inverse =
                new Expression.Call(Function.DIVIDE, List.of(new Expression.Literal(1L, BIGINT), WHOLE), BIGINT);
        Aggregation sums = TestPlans.aggregation(
                new Window.Tumble(10_000, 0), List.of(KEY), List.of(aggregate(AggregateFunction.SUM, BIGINT, inverse)));
        ViewPlan failing = TestPlans.view("failing", View.Emit.FINAL, sums);
        ViewPlan filtered = TestPlans.view(
                "filtered",
                "events",
                View.Emit.FINAL,
                List.of(new RowOperator.Filter(new Expression.Call(
                        Function.EQUAL,
                        List.of(inverse, new Expression.Literal(1L, BIGINT)),
                        DataType.Simple.BOOLEAN))),
                COUNTS.aggregation(),
                List.of(),
                COUNTS.output());
        PipelineSteps steps = TestPlans.steps(TestPlans.pipeline(failing, filtered, COUNTS));
        PartitionStep step = steps.partition("events", 0);
        String[] lines = {
            "{\"ts\":\"2026-01-01T00:00:01Z\",\"k\":\"a\",\"n\":1}",
            "{\"ts\":\"2026-01-01T00:00:01Z\",\"k\":\"a\",\"n\":0}",
            "{\"ts\":\"2026-01-01T00:00:01Z\",\"k\":\"a\",\"n\":2}"
        };
        step.process(scan(steps, 0, lines), this::take);

        assertThat(aside).containsExactly("1 FAILED failed failing");
        assertThat(step.ledger().failed("failing")).isEqualTo(1);
        assertThat(step.ledger().failures("failing")).isEqualTo(Map.of("1 / n", 1L));
        assertThat(step.ledger().failures("filtered")).isEqualTo(Map.of("(1 / n) = 1", 1L));
        assertThat(step.ledger().failures("counts")).isEmpty();
        PartitionStep restored = steps.partition("events", 0);
        restored.restore(step.snapshot());
        assertThat(restored.ledger().failures("failing")).isEqualTo(Map.of("1 / n", 1L));
        assertThat(step.ledger().used("failing")).isEqualTo(2);
        assertThat(step.ledger().failed("filtered")).isEqualTo(1);
        assertThat(step.ledger().filtered("filtered")).isEqualTo(1);
        assertThat(step.ledger().used("counts")).isEqualTo(3);
        assertThat(step.ledger().balances()).isTrue();
    }

    @Test
    void process_keysPastTheLimit_areSetAsideUntilOthersDie() {
        Aggregation aggregation =
                TestPlans.aggregation(null, List.of(KEY), List.of(aggregate(AggregateFunction.COUNT, BIGINT)));
        ViewPlan view = TestPlans.view("view", View.Emit.FINAL, aggregation);
        ViewPlan limited = new ViewPlan(
                new View("view", "", View.Emit.FINAL, null, new View.State(Duration.ofSeconds(30), 2)),
                view.input(),
                view.inputTime(),
                view.before(),
                view.aggregation(),
                view.after(),
                null,
                view.last(),
                view.output(),
                view.windowStart(),
                view.windowEnd());
        PipelineSteps steps = TestPlans.steps(TestPlans.pipeline(limited));
        PartitionStep step = steps.partition("events", 0);
        step.process(scan(steps, 0, event("a", 1), event("b", 20), event("c", 21), event("a", 22)), this::take);
        PartitionStep restored = steps.partition("events", 0);
        restored.restore(step.snapshot());
        // b is dead from 50 on; a, seen at 22, until 52.
        restored.process(scan(steps, 4, event("c", 49), event("c", 51), event("d", 51.5), event("d", 53)), this::take);

        assertThat(aside)
                .containsExactly("2 FAILED key-limit view", "4 FAILED key-limit view", "6 FAILED key-limit view");
        assertThat(restored.ledger().used("view")).isEqualTo(5);
        assertThat(restored.ledger().balances()).isTrue();
    }

    @Test
    void process_rowView_givesEachRowOnceWithItsPlace() {
        List<Field> output = List.of(new Field("k", TestPlans.STRING));
        ViewPlan first = TestPlans.view(
                "first",
                "events",
                View.Emit.FINAL,
                List.of(new RowOperator.Project(List.of(KEY, NUMBER, TestPlans.TIME))),
                null,
                List.of(),
                output);
        Expression isA = new Expression.Call(
                Function.EQUAL,
                List.of(new Expression.Input(0, TestPlans.STRING), new Expression.Literal("a", TestPlans.STRING)),
                DataType.Simple.BOOLEAN);
        ViewPlan second = TestPlans.view(
                "second", "first", View.Emit.FINAL, List.of(new RowOperator.Filter(isA)), null, List.of(), output);
        PipelineSteps steps = TestPlans.steps(TestPlans.pipeline(first, second));
        assertThat(steps.readers("events")).containsExactly("first", "second");
        PartitionStep step = steps.partition("events", 3);
        step.process(scan(steps, 7, event("a", 1), event("b", 2), event("a", 3)), emission -> {
            if (emission instanceof ChangeBatch batch && batch.view().equals("second")) {
                assertThat(batch.size()).isEqualTo(2);
                assertThat(batch.isFinal()).isTrue();
                assertThat(batch.change(1).values()).startsWith("a");
                assertThat(batch.change(1).key()).isEqualTo(io.raudal.engine.key.RowKey.ofEvent(3, 9, 0));
                assertThat(batch.change(1).windowEnd()).isEqualTo(START / 1000 + 3000);
            }
            return true;
        });
        assertThat(step.ledger().used("second")).isEqualTo(2);
        assertThat(step.ledger().filtered("second")).isEqualTo(1);
    }

    @Test
    void flush_refusingOutbox_offersAgainWhatWasRefused() {
        PipelineSteps steps = TestPlans.steps(TestPlans.pipeline(COUNTS));
        PartitionStep step = steps.partition("events", 0);
        assertThat(step.process(scan(steps, 0, event("a", 1), event("b", 30)), emission -> false))
                .isFalse();
        assertThatThrownBy(step::snapshot).isInstanceOf(IllegalStateException.class);
        assertThat(step.flush(this::take)).isTrue();
        assertThat(others).hasSize(2);
        assertThat(others.get(0)).isInstanceOf(PartialBatch.class);
        assertThat(others.get(1)).isEqualTo(new Emission.Watermark("events", 0, START + 27_000_000));
    }

    @Test
    void restore_anythingButItsSnapshot_isRefused() {
        PipelineSteps steps = TestPlans.steps(TestPlans.pipeline(COUNTS));
        PartitionStep step = steps.partition("events", 0);
        step.process(scan(steps, 0, event("a", 1), event("b", 2)), this::take);
        byte[] snapshot = step.snapshot();
        Random random = new Random();
        for (int i = 0; i < 500; i++) {
            byte[] damaged =
                    Arrays.copyOf(snapshot, random.nextInt(4) == 0 ? random.nextInt(snapshot.length) : snapshot.length);
            if (damaged.length > 0) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertThatThrownBy(() -> steps.partition("events", 0).restore(damaged))
                    .isInstanceOfSatisfying(
                            RaudalException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SNAPSHOT));
        }
        steps.partition("events", 0).restore(snapshot);
    }

    @Test
    void restore_amongOtherViews_takesWhatFitsAndNamesTheRest() {
        PipelineSteps steps = TestPlans.steps(TestPlans.pipeline(COUNTS));
        PartitionStep step = steps.partition("events", 0);
        step.process(scan(steps, 0, event("a", 1), event("b", 2)), this::take);
        ViewPlan more = TestPlans.view("more", View.Emit.FINAL, Objects.requireNonNull(COUNTS.aggregation()));
        ViewPlan changed = TestPlans.view(
                "counts", View.Emit.FINAL, TestPlans.aggregation(new Window.Tumble(20_000, 0), List.of(), List.of()));

        PipelineSteps wider = TestPlans.steps(TestPlans.pipeline(more, COUNTS));
        PartitionStep kept = wider.partition("events", 0);
        assertThat(kept.restore(step.snapshot())).containsExactly("more");
        kept.process(scan(wider, 2, event("a", 3)), this::take);
        assertThat(kept.ledger().used("counts")).isEqualTo(3);
        assertThat(kept.ledger().used("more")).isEqualTo(1);
        assertThat(kept.ledger().unread("more")).isEqualTo(2);
        assertThat(kept.ledger().balances()).isTrue();

        PartitionStep anew = TestPlans.steps(TestPlans.pipeline(changed)).partition("events", 0);
        assertThat(anew.restore(step.snapshot())).containsExactly("counts");
        assertThat(anew.watermarkMicros()).isEqualTo(step.watermarkMicros());
    }

    @Test
    void restore_withAViewThatWasRebuilt_takesItFromThere() {
        PipelineSteps steps = TestPlans.steps(TestPlans.pipeline(COUNTS));
        PartitionStep first = steps.partition("events", 0);
        first.process(scan(steps, 0, event("a", 1), event("b", 2)), this::take);
        PartitionStep second = steps.partition("events", 0);
        second.process(scan(steps, 1, event("b", 2)), this::take);

        PartitionStep both = steps.partition("events", 0);
        assertThat(both.restore(first.snapshot(), second.snapshot(), Set.of("counts")))
                .isEmpty();
        assertThat(both.ledger().used("counts"))
                .as("what the ledger has counted stays")
                .isEqualTo(2);
        List<Emission> firsts = new ArrayList<>();
        both.advance(Long.MAX_VALUE, firsts::add);
        assertThat(((PartialBatch) firsts.get(0)).size()).isEqualTo(1);
    }

    @Test
    void keyedStep_restoredAmongMorePartitions_waitsForTheNewOnes() {
        PipelineSteps steps = TestPlans.steps(TestPlans.pipeline(COUNTS));
        KeyedStep two = steps.keyed("counts", 2);
        two.advance(0, 30_000_000, any -> true);
        two.advance(1, 20_000_000, any -> true);
        KeyedStep three = steps.keyed("counts", 3);
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            three.restore(group, two.snapshot(group));
        }
        assertThat(three.watermarkMicros()).isEqualTo(20_000_000);
        three.advance(1, 30_000_000, any -> true);
        assertThat(three.watermarkMicros()).isEqualTo(20_000_000);
        three.advance(2, 25_000_000, any -> true);
        assertThat(three.watermarkMicros()).isEqualTo(25_000_000);
    }
}
