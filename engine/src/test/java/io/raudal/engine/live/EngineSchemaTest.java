package io.raudal.engine.live;

import static io.raudal.engine.live.TestPlatform.awaitRead;
import static io.raudal.engine.live.TestPlatform.event;
import static io.raudal.engine.live.TestPlatform.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.DeadReason;
import io.raudal.engine.run.Plans;
import io.raudal.engine.step.LateReason;
import io.raudal.engine.step.Ledger;
import io.raudal.model.Column;
import io.raudal.model.FieldPath;
import io.raudal.model.Stream;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of events that were set aside, and of those that were not, when the stream's definition changes. */
@Timeout(180)
class EngineSchemaTest {
    private static final Duration LATENESS = Duration.ofSeconds(3);
    private static final Stream.Id ID = new Stream.Id("device", Duration.ofHours(1));
    private static final List<ViewPlan> VIEWS =
            List.of(Plans.windows(), Plans.rows(), Plans.totals(), Plans.rollup(), TestViews.counts());

    private final TestPlatform.ManualClock clock = new TestPlatform.ManualClock();
    private final TestPlatform platform = new TestPlatform(clock);

    @Test
    void deadEvents_thatFitTheChangedStream_countOnceTheyAreReplayed() throws Exception {
        EmbeddedEngine strict = platform.engine(plan(LATENESS, true, null, VIEWS), 1);
        strict.start();
        // Dead are the fourth, and the last two; late is the third.
        platform.append(
                0,
                List.of(
                        event("a", 1_000, "1.0"),
                        event("b", 11_000, "1.0"),
                        event("a", 2_000, "1.0"),
                        event("c", 12_000, "null"),
                        event("d", 13_000, "1.0"),
                        event("e", 13_000, "null"),
                        "nonsense"));
        awaitRead(strict);
        strict.close();

        PipelinePlan loose = plan(LATENESS, false, null, VIEWS);
        EmbeddedEngine second = rebuilt(loose, "windows", 2);
        assertAdded(second, 3);
        AsideReplay dead = new AsideReplay("readings", false, List.of(), "not-null", false);
        assertThat(second.replay(dead).replayed()).isEqualTo(2);
        awaitRead(second);
        assertAdded(second, 5);
        assertThat(second.replay(dead).replayed()).as("a second time").isZero();
        second.close();

        List<ViewPlan> other = new ArrayList<>(VIEWS);
        other.set(0, TestViews.wide());
        EmbeddedEngine third = rebuilt(plan(LATENESS, false, null, other), "windows", 3);
        assertAdded(third, 5);
        assertThat(third.unfit()).isEmpty();
        assertThat(third.replay(new AsideReplay("readings", true, List.of(), null, false))
                        .replayed())
                .as("late")
                .isEqualTo(1);
        platform.finish(third, 1);
        assertThat(counted(third, "windows", "a0")).isEqualTo(6);
        assertThat(counted(third, "counts", "a0")).isEqualTo(6);
        assertThat(counted(third, "totals", "a0")).isEqualTo(6);
        third.close();
    }

    @Test
    void deadAndLateEvents_thatAreReadAgainAfterACrash_stayWhatTheyWere() throws Exception {
        EngineOptions never = new EngineOptions(1, Duration.ofMillis(5), Duration.ofHours(1), 1000);
        EmbeddedEngine strict = platform.engine(plan(LATENESS, true, null, VIEWS), never);
        strict.start();
        platform.append(
                0,
                List.of(
                        event("a", 1_000, "1.0"),
                        event("b", 11_000, "null"),
                        event("c", 12_000, "1.0"),
                        event("d", 2_000, "1.0"),
                        "nonsense"));
        awaitRead(strict);
        strict.halt();

        EmbeddedEngine loose = platform.engine(plan(Duration.ofHours(1), false, null, VIEWS), 1);
        loose.start();
        platform.append(0, List.of(event("e", 2_000, "null")));
        awaitRead(loose);
        assertAdded(loose, 3);
        Ledger ledger = loose.ledgers().get("readings").processed();
        assertThat(ledger.late(LateReason.LATENESS)).isEqualTo(1);
        assertThat(ledger.dead(DeadReason.NOT_NULL)).isEqualTo(1);
        assertThat(ledger.dead(DeadReason.MALFORMED)).isEqualTo(1);
        assertThat(platform.aside(TestPlatform.TOPIC + ".dead", 1)).hasSize(2);
        AsideReplay dead = new AsideReplay("readings", false, List.of(), "not-null", false);
        assertThat(loose.replay(dead).replayed()).isEqualTo(1);
        awaitRead(loose);
        assertAdded(loose, 4);
        loose.close();
    }

    @Test
    void deadEvents_whoseTimeIsMended_stayDeadInAStreamThatIsReadAgain() throws Exception {
        PipelinePlan mended = plan(LATENESS, false, null, VIEWS);
        Stream stream = mended.streams().get(0).stream();
        Column time = stream.columns().get(1);
        Column elsewhere = new Column(time.name(), time.type(), false, FieldPath.of("at"), time.format(), null);
        EmbeddedEngine first = platform.engine(
                plan(
                        stream,
                        List.of(
                                stream.columns().get(0),
                                elsewhere,
                                stream.columns().get(2)),
                        null,
                        VIEWS),
                1);
        first.start();
        platform.append(0, List.of(event("a", 1_000, "1.0"), event("b", 2_000, "1.0")));
        awaitRead(first);
        assertThat(first.ledgers().get("readings").processed().dead(DeadReason.NO_TIME))
                .isEqualTo(2);
        first.close();

        EmbeddedEngine second = rebuilt(mended, "windows", 2);
        assertAdded(second, 0);
        AsideReplay dead = new AsideReplay("readings", false, List.of(), "no-time", false);
        assertThat(second.replay(dead).replayed()).isEqualTo(2);
        awaitRead(second);
        assertAdded(second, 2);
        assertThat(second.ledgers().get("readings").processed().received()).isEqualTo(4);
        second.close();
    }

    @Test
    void events_thatDieWhenTheirStreamIsReadAgain_areSetAsideOnce_whateverCrashes() throws Exception {
        PipelinePlan plan = plan(LATENESS, false, null, VIEWS);
        EmbeddedEngine first = platform.engine(plan, 1);
        first.start();
        platform.append(
                0,
                List.of(
                        event("a", 1_000, "1.0"),
                        event("b", 2_000, "1.0"),
                        event("c", 2_500, "1.0"),
                        "nonsense",
                        event("d", 3_000, "1.0")));
        awaitRead(first);
        first.close();

        Stream stream = plan.streams().get(0).stream();
        Column time = stream.columns().get(1);
        Column elsewhere = new Column(time.name(), time.type(), false, FieldPath.of("at"), time.format(), null);
        PipelinePlan changed = plan(
                stream,
                List.of(stream.columns().get(0), elsewhere, stream.columns().get(2)),
                null,
                VIEWS);
        EngineOptions never = new EngineOptions(1, Duration.ofMillis(5), Duration.ofHours(1), 1000);
        for (int life = 0; life < 3; life++) {
            EmbeddedEngine again = platform.engine(changed, never);
            again.start();
            awaitRead(again);
            assertThat(again.ledgers().get("readings").processed().dead(DeadReason.NO_TIME))
                    .isEqualTo(4);
            assertThat(platform.aside(TestPlatform.TOPIC + ".dead", 1))
                    .extracting(AsideRecord::offset)
                    .as("life %d", life)
                    .containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L);
            again.halt();
        }
    }

    @Test
    void lateEvents_underARelaxedLateness_stayLateForViewsThatAreMadeAnew() throws Exception {
        EmbeddedEngine strict = platform.engine(plan(LATENESS, false, null, VIEWS), 1);
        strict.start();
        platform.append(0, List.of(event("a", 1_000, "1.0"), event("b", 11_000, "1.0"), event("a", 2_000, "1.0")));
        awaitRead(strict);
        strict.close();
        List<ViewPlan> other = new ArrayList<>(VIEWS);
        other.set(0, TestViews.wide());
        EmbeddedEngine patient = rebuilt(plan(Duration.ofHours(1), false, null, other), "windows", 2);
        assertAdded(patient, 2);
        platform.finish(patient, 1);
        assertThat(counted(patient, "windows", "a0")).isEqualTo(2);
        patient.close();
    }

    @Test
    void events_thatNoLongerFit_areCountedAndSaid() throws Exception {
        EmbeddedEngine loose = platform.engine(plan(LATENESS, false, null, VIEWS), 1);
        loose.start();
        platform.append(
                0,
                List.of(
                        event("a", 1_000, "1.0"),
                        event("b", 11_000, "null"),
                        event("c", 12_000, "null"),
                        event("d", 13_000, "1.0"),
                        "nonsense"));
        awaitRead(loose);
        loose.close();

        EmbeddedEngine strict = rebuilt(plan(LATENESS, true, null, VIEWS), "windows", 2);
        platform.append(0, List.of(event("e", 14_000, "null")));
        awaitRead(strict);
        assertThat(strict.unfit())
                .as("what came later is dead, and counts reads none of it")
                .isEqualTo(Map.of("windows", 2L, "rows", 2L, "totals", 2L, "rollup", 2L));
        assertThat(strict.status().views().get(0).unfit()).isEqualTo(2);
        Ledger ledger = strict.ledgers().get("readings").processed();
        assertThat(ledger.balances()).isTrue();
        assertThat(ledger.used("windows")).isEqualTo(2);
        assertThat(ledger.unread("windows")).isEqualTo(2);
        assertThat(ledger.used("counts")).isEqualTo(4);
        strict.close();

        EmbeddedEngine again = platform.engine(plan(LATENESS, true, null, VIEWS), 1);
        again.start();
        assertThat(again.unfit()).as("after a restart").containsEntry("windows", 2L);
        rewind(again);
        assertThat(again.unfit()).as("read again under the new rules").containsEntry("counts", 2L);
        again.close();
        EmbeddedEngine undone = rebuilt(plan(LATENESS, false, null, VIEWS), "windows", 3);
        assertThat(undone.unfit()).isEqualTo(Map.of("counts", 2L));
        rewind(undone);
        assertThat(undone.unfit()).isEmpty();
        undone.close();
    }

    @Test
    void duplicates_underAStreamThatHasNoIdAnyMore_areASurplusOfViewsThatAreMadeAnew() throws Exception {
        EmbeddedEngine first = platform.engine(plan(LATENESS, true, ID, VIEWS), 1);
        first.start();
        platform.append(0, List.of(event("a", 1_000, "1.0"), event("a", 1_000, "1.0"), event("b", 2_000, "1.0")));
        awaitRead(first);
        assertThat(first.ledgers().get("readings").processed().duplicate()).isEqualTo(1);
        first.close();
        EmbeddedEngine second = rebuilt(plan(LATENESS, false, null, VIEWS), "windows", 2);
        Ledger ledger = second.ledgers().get("readings").processed();
        assertThat(ledger.delivered()).isEqualTo(2);
        assertThat(ledger.used("windows")).isEqualTo(3);
        assertThat(ledger.unread("windows")).isZero();
        assertThat(ledger.surplus("windows")).isEqualTo(1);
        assertThat(ledger.surplus("counts")).isZero();
        assertThat(ledger.balances()).isTrue();
        second.close();
    }

    /** Their windows were closed by idleness, so they are late when they come again; and their ids are new to the stream. */
    @Test
    void deadEvents_thatFitTheChangedStreamAndAreLate_countInTheClosedWindows() throws Exception {
        EmbeddedEngine strict = platform.engine(plan(LATENESS, true, ID, VIEWS), 1);
        strict.start();
        platform.append(
                0,
                List.of(
                        event("a", 1_000, "1.0"),
                        event("b", 2_000, "null"),
                        event("c", 3_000, "null"),
                        event("d", 4_000, "null")));
        awaitRead(strict);
        clock.advance(Duration.ofSeconds(60));
        TestPlatform.await(strict, () -> counted(strict, "counts", "a0") == 1);
        strict.close();

        EmbeddedEngine loose = rebuilt(plan(LATENESS, false, ID, VIEWS), "windows", 2);
        assertThat(counted(loose, "counts", "a0")).isEqualTo(1);
        AsideReplay.Outcome done = loose.replay(new AsideReplay("readings", false, List.of(), "not-null", false));
        assertThat(platform.aside(TestPlatform.TOPIC + ".late", 1))
                .hasSize(3)
                .allSatisfy(record -> assertThat(record.reason()).isEqualTo("after-idle"));
        assertThat(done.replayed()).isEqualTo(3);
        assertThat(done.refused()).isEmpty();
        assertThat(counted(loose, "counts", "a0")).isEqualTo(4);
        assertThat(counted(loose, "windows", "a0")).isEqualTo(4);
        StreamLedger ledger = loose.ledgers().get("readings");
        assertThat(ledger.replayedDead()).isEqualTo(3);
        assertThat(ledger.replayedLate()).isEqualTo(3);
        loose.close();
    }

    /** An engine whose views are made. */
    private EmbeddedEngine rebuilt(PipelinePlan plan, String view, int generation) throws Exception {
        EmbeddedEngine engine = platform.engine(plan, 1);
        engine.start();
        TestPlatform.await(engine, () -> engine.storedName(view).equals("plant." + view + "@" + generation));
        TestPlatform.await(
                engine,
                () -> engine.status().views().stream()
                        .allMatch(any -> any.rebuilding().isEmpty()));
        awaitRead(engine);
        return engine;
    }

    private static void rewind(EmbeddedEngine engine) throws Exception {
        engine.rewind(Instant.EPOCH);
        TestPlatform.await(
                engine,
                () -> engine.status().views().stream()
                        .allMatch(any -> any.rebuilding().isEmpty()));
    }

    /** That the stream has delivered so many events, and each view has used them, whether it was made anew or not. */
    private static void assertAdded(EmbeddedEngine engine, long events) throws Exception {
        Ledger ledger = engine.ledgers().get("readings").processed();
        assertThat(ledger.balances()).isTrue();
        assertThat(ledger.delivered()).isEqualTo(events);
        for (String view : List.of("windows", "totals", "counts")) {
            assertThat(ledger.used(view)).as(view).isEqualTo(events);
            assertThat(ledger.unread(view)).as(view).isZero();
        }
    }

    /** The sum of a column of counts. */
    private long counted(EmbeddedEngine engine, String view, String column) throws Exception {
        ViewPlan plan = java.util.stream.Stream.concat(VIEWS.stream(), java.util.stream.Stream.of(TestViews.wide()))
                .filter(any -> any.name().equals(view))
                .findFirst()
                .orElseThrow();
        return text(plan, platform.rows(engine.storedName(view)))
                .lines()
                .mapToLong(row -> Long.parseLong(row.replaceAll(".*\"" + column + "\":(\\d+).*", "$1")))
                .sum();
    }

    private static PipelinePlan plan(
            Duration lateness, boolean hasTemperature, Stream.@Nullable Id id, List<ViewPlan> views) {
        Stream stream = TestViews.plan(lateness, 1, List.of()).streams().get(0).stream();
        Column old = stream.columns().get(2);
        Column temperature =
                new Column(old.name(), old.type(), hasTemperature, old.path(), old.format(), old.expression());
        return plan(stream, List.of(stream.columns().get(0), stream.columns().get(1), temperature), id, views);
    }

    private static PipelinePlan plan(
            Stream stream, List<Column> columns, Stream.@Nullable Id id, List<ViewPlan> views) {
        Stream changed = new Stream(
                stream.name(),
                columns,
                stream.format(),
                stream.zone(),
                stream.time(),
                stream.key(),
                id,
                1,
                stream.retention(),
                stream.sources());
        return new PipelinePlan(
                "plant", List.of(new StreamPlan(changed, List.of(0, 1, 2), Map.of())), List.of(), views);
    }
}
