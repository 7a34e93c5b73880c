package io.raudal.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.raudal.engine.RowChange;
import io.raudal.engine.expression.Cells;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.plan.Field;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Store} must do. A module that implements one inherits this suite. */
public abstract class StoreContract {
    private static final String VIEW = "plant.temperature";
    private static final List<Field> COLUMNS = List.of(
            new Field("device", Simple.STRING), new Field("n", Simple.BIGINT), new Field("avg_t", Simple.DOUBLE));

    private Store store;

    /** A new, empty store. */
    protected abstract Store open();

    @BeforeEach
    void openStore() {
        store = open();
        store.ensure(new StoredView(VIEW, COLUMNS, Duration.ofSeconds(100)));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void commit_rowsAndMark_areBothThere() {
        assertThat(store.mark("w")).isEmpty();
        commit("m1", put("a", 1, 10_000, true), put("b", 1, 20_000, false));
        assertThat(rows()).containsExactly("a:1", "b:1");
        assertThat(store.mark("w")).hasValueSatisfying(mark -> assertThat(mark).isEqualTo(bytes("m1")));
        assertThat(store.mark("another")).isEmpty();
    }

    @Test
    void commit_again_changesNothing() {
        RowChange[] changes = {
            put("a", 1, 10_000, false), put("a", 2, 10_000, false), delete("b", 3, 10_000), put("c", 1, 0, true)
        };
        commit("m1", changes);
        List<String> once = rows();
        commit("m1", changes);
        assertThat(rows()).isEqualTo(once).containsExactly("c:1", "a:2");
    }

    @Test
    void commit_olderVersion_isIgnoredEvenBehindADelete() {
        commit("m1", put("a", 5, 10_000, false));
        commit("m2", put("a", 4, 10_000, false), put("a", 5, 10_000, true));
        assertThat(store.read(VIEW, RowQuery.all())).containsExactly(put("a", 5, 10_000, false));
        commit("m3", delete("a", 6, 10_000));
        commit("m4", put("a", 5, 10_000, false), put("a", 6, 10_000, false));
        assertThat(rows()).isEmpty();
        commit("m5", put("a", 7, 10_000, false));
        assertThat(rows()).containsExactly("a:7");
    }

    @Test
    void session_thatMerges_leavesTheMergedRowAlone() {
        commit("m1", put("a@1-5", 1, 5_000, false), put("a@8-12", 1, 12_000, false));
        commit("m2", delete("a@1-5", 2, 5_000), delete("a@8-12", 2, 12_000), put("a@1-12", 2, 12_000, false));
        assertThat(rows()).containsExactly("a@1-12:2");
        commit("m3", put("a@1-12", 3, 12_000, true));
        assertThat(store.read(VIEW, RowQuery.all()))
                .singleElement()
                .satisfies(row -> assertThat(row.isFinal()).isTrue());
    }

    @Test
    void having_thatFlips_takesTheRowAwayAndBringsItBack() {
        commit("m1", put("a", 1, 10_000, false));
        commit("m2", delete("a", 2, 10_000));
        assertThat(rows()).isEmpty();
        commit("m3", put("a", 3, 10_000, false), delete("a", 4, 10_000), put("a", 5, 10_000, true));
        assertThat(rows()).containsExactly("a:5");
    }

    @Test
    void topN_thatEvicts_keepsARowARank() {
        commit("m1", put("rank1", 1, 10_000, false), put("rank2", 1, 10_000, false));
        commit("m2", put("rank1", 2, 10_000, false), put("rank2", 2, 10_000, false), delete("rank3", 2, 10_000));
        assertThat(rows()).containsExactly("rank1:2", "rank2:2");
    }

    @Test
    void read_byColumnAndTime_givesThoseRowsInOrder() {
        List<RowChange> changes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            changes.add(put((i % 2 == 0 ? "even" : "odd") + (char) ('a' + i % 26) + i, i + 1, 1000L * i, true));
        }
        Collections.shuffle(changes, new Random(7));
        commit("m1", changes.toArray(RowChange[]::new));
        List<RowChange> found = store.read(VIEW, new RowQuery(Map.of(), 10_000, 20_000, 5));
        assertThat(found).extracting(RowChange::windowEnd).containsExactly(10_000L, 11_000L, 12_000L, 13_000L, 14_000L);
        assertThat(store.read(VIEW, new RowQuery(Map.of(), 10_000, 20_000, 3, true)))
                .extracting(RowChange::windowEnd)
                .containsExactly(17_000L, 18_000L, 19_000L);
        assertThat(store.read(VIEW, new RowQuery(Map.of("n", 43L), Long.MIN_VALUE, Long.MAX_VALUE, 10)))
                .singleElement()
                .isEqualTo(changes.stream()
                        .filter(change -> change.version() == 43)
                        .findFirst()
                        .orElseThrow());
        assertThat(store.read(VIEW, new RowQuery(Map.of("n", 43L), 0, 42_000, 10)))
                .isEmpty();
        assertThat(store.read(VIEW, new RowQuery(Map.of("device", "nobody"), 0, 42_000, 10)))
                .isEmpty();
    }

    @Test
    void scan_ofATimeRange_givesEveryRowOnceByColumn() {
        List<RowChange> changes = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            changes.add(put("k" + i, 1, 10L * i, true));
        }
        changes.add(delete("gone", 1, 500));
        commit("m1", changes.toArray(RowChange[]::new));
        List<String> devices = new ArrayList<>();
        List<@Nullable Object> means = new ArrayList<>();
        store.scan(VIEW, 10, 99_990, (columns, rows) -> {
            for (int row = 0; row < rows; row++) {
                devices.add((String) Cells.get(columns[0], row, Simple.STRING));
                means.add(Cells.get(columns[2], row, Simple.DOUBLE));
            }
        });
        assertThat(devices)
                .hasSize(9_998)
                .doesNotHaveDuplicates()
                .contains("k1", "k9998")
                .doesNotContain("k0", "k9999", "gone");
        assertThat(means).containsNull().contains(1.0);
    }

    @Test
    void everyType_writtenAndRead_isTheSame() {
        List<Field> columns = List.of(
                new Field("b", Simple.BOOLEAN),
                new Field("i", Simple.INT),
                new Field("m", new DataType.Decimal(38, 4)),
                new Field("day", Simple.DATE),
                new Field("t", Simple.TIME),
                new Field("ts", Simple.TIMESTAMP),
                new Field("j", Simple.JSON),
                new Field("a", new DataType.Array(Simple.STRING)),
                new Field("o", new DataType.Map(Simple.BIGINT)),
                new Field("d", Simple.DOUBLE));
        store.ensure(new StoredView("plant.types", columns, null));
        @Nullable Object[] values = {
            true,
            -7,
            new BigDecimal("1234567890123456789012345678901234.5678"),
            20_454,
            86_399_999_999L,
            -1L,
            "{\"x\": 1}",
            Arrays.asList("é", null),
            Map.of("k", 5L),
            Double.NaN
        };
        RowChange full = RowChange.put(bytes("full"), 1, values, true, 5);
        RowChange empty = RowChange.put(bytes("null"), 1, new @Nullable Object[columns.size()], true, 6);
        store.commit(new Commit("w", bytes("m"), Map.of("plant.types", List.of(full, empty))));
        assertThat(store.read("plant.types", RowQuery.all())).containsExactly(full, empty);
    }

    @Test
    void ensure_withAFurtherColumn_keepsRowsWithNull() {
        commit("m1", put("a", 1, 10_000, true));
        List<Field> more = new ArrayList<>(COLUMNS);
        more.add(new Field("max_t", Simple.DOUBLE));
        store.ensure(new StoredView(VIEW, more, null));
        assertThat(store.read(VIEW, RowQuery.all()))
                .singleElement()
                .satisfies(row -> assertThat(row.values()).hasSize(4).endsWith((Object) null));
    }

    @Test
    void ensure_withAnotherTypeOrWithoutAColumn_isRefused() {
        List<Field> other = List.of(COLUMNS.get(0), new Field("n", Simple.STRING), COLUMNS.get(2));
        for (List<Field> columns : List.of(other, COLUMNS.subList(0, 2))) {
            assertThatExceptionOfType(RaudalException.class)
                    .isThrownBy(() -> store.ensure(new StoredView(VIEW, columns, null)))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PIPELINE));
        }
    }

    @Test
    void drop_pastRetention_countsFromTheWatermark() {
        commit(
                "m1",
                put("a", 1, 10_000, true),
                put("b", 1, 20_000, true),
                delete("c", 1, 10_000),
                put("d", 1, 200_000, true));
        assertThat(store.drop(VIEW, 110_000)).isZero();
        assertThat(store.drop(VIEW, 110_001)).isEqualTo(1);
        assertThat(rows()).containsExactly("b:1", "d:1");
        store.ensure(new StoredView(VIEW, COLUMNS, null));
        assertThat(store.drop(VIEW, Long.MAX_VALUE / 2)).isZero();
    }

    @Test
    void delete_aView_takesRowsAndMarksAndLeavesTheOthers() {
        store.ensure(new StoredView("plant.other", COLUMNS, null));
        store.commit(new Commit("other", bytes("m"), Map.of("plant.other", List.of(put("kept", 1, 0, true)))));
        commit("m1", put("a", 1, 10_000, true), put("b", 1, 20_000, false));
        store.delete(Set.of("w", "none"), Set.of(VIEW, "plant.none"));
        assertThat(store.views()).containsExactly("plant.other");
        assertThat(store.mark("w")).isEmpty();
        assertThat(store.mark("other")).isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> store.read(VIEW, RowQuery.all()));
        assertThat(store.read("plant.other", RowQuery.all())).hasSize(1);

        store.ensure(new StoredView(VIEW, COLUMNS.subList(0, 1), null));
        assertThat(rows()).isEmpty();
    }

    @Test
    void read_whileCommitting_seesWholeCommits() throws Exception {
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int version = 1; version <= 500; version++) {
                commit("m" + version, put("a", version, 10_000, false), put("b", version, 10_000, false));
            }
        });
        boolean done;
        do {
            done = writer.isDone();
            List<RowChange> rows = store.read(VIEW, RowQuery.all());
            assertThat(rows.stream().map(RowChange::version).distinct().count()).isLessThanOrEqualTo(1);
        } while (!done);
        writer.get(20, TimeUnit.SECONDS);
        assertThat(rows()).containsExactly("a:500", "b:500");
    }

    @Test
    void unknownView_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> store.read("plant.nothing", RowQuery.all()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.commit(new Commit("w", bytes("m"), Map.of("plant.nothing", List.of()))));
    }

    private void commit(String mark, RowChange... changes) {
        store.commit(new Commit("w", bytes(mark), Map.of(VIEW, List.of(changes))));
    }

    private List<String> rows() {
        return store.read(VIEW, RowQuery.all()).stream()
                .map(row -> new String(row.key(), StandardCharsets.UTF_8) + ":" + row.version())
                .toList();
    }

    private static RowChange put(String key, long version, long windowEnd, boolean isFinal) {
        return RowChange.put(
                bytes(key),
                version,
                new @Nullable Object[] {key, version, version % 2 == 0 ? null : windowEnd % 20 == 0 ? null : 1.0},
                isFinal,
                windowEnd);
    }

    private static RowChange delete(String key, long version, long windowEnd) {
        return RowChange.delete(bytes(key), version, false, windowEnd);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
