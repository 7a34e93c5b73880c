package io.raudal.engine.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.Failures;
import io.raudal.engine.RowBatch;
import io.raudal.engine.Vector;
import io.raudal.engine.expression.Cells;
import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.model.Format;
import io.raudal.model.Table;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Call;
import io.raudal.plan.Expression.Cast;
import io.raudal.plan.Expression.Input;
import io.raudal.plan.Expression.Literal;
import io.raudal.plan.Function;
import io.raudal.plan.RowOperator;
import io.raudal.plan.Window;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowOperatorsTest {
    private static final Expression NUMBER = new Input(0, Simple.INT);
    private static final Expression TEXT = new Input(1, Simple.STRING);

    /** Rows (INT, STRING), one an event, all selected. */
    private static RowBatch batch(Object[]... rows) {
        return batch(List.of(Simple.INT, Simple.STRING), rows);
    }

    private static RowBatch batch(List<DataType> types, Object[]... rows) {
        RowBatch batch = new RowBatch();
        batch.columns = new Vector[types.size()];
        for (int column = 0; column < types.size(); column++) {
            batch.columns[column] = Vector.of(types.get(column));
            batch.columns[column].ensure(rows.length);
            for (int row = 0; row < rows.length; row++) {
                Cells.put(batch.columns[column], row, rows[row][column]);
            }
        }
        batch.selectAll(rows.length);
        return batch;
    }

    private static Object[] row(@Nullable Object... values) {
        return values;
    }

    /** Each row that came out: its event, then its values. */
    private static List<List<@Nullable Object>> rows(RowBatch batch, DataType... types) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < batch.selected; i++) {
            int row = batch.selection[i];
            List<@Nullable Object> values = new ArrayList<>();
            values.add(batch.origins[row]);
            for (int column = 0; column < types.length; column++) {
                values.add(Cells.get(batch.columns[column], row, types[column]));
            }
            rows.add(values);
        }
        return rows;
    }

    private static RowOperators compile(RowOperator... operators) {
        return RowOperators.compile(List.of(operators), name -> {
            throw new AssertionError(name);
        });
    }

    private static Expression call(Function function, DataType type, Expression... operands) {
        return new Call(function, List.of(operands), type);
    }

    private static Expression inverse() {
        return call(Function.DIVIDE, Simple.INT, new Literal(6, Simple.INT), NUMBER);
    }

    @Test
    void filter_ofRows_keepsWhatIsTrue() {
        RowOperators operators = compile(
                new RowOperator.Filter(call(Function.GREATER, Simple.BOOLEAN, inverse(), new Literal(1, Simple.INT))));
        RowBatch in = batch(row(1, "a"), row(6, "b"), row(null, "c"), row(0, "d"), row(2, "e"));
        Failures events = new Failures();

        RowBatch out = operators.apply(in, events);

        assertThat(rows(out, Simple.INT, Simple.STRING)).containsExactly(List.of(0, 1, "a"), List.of(4, 2, "e"));
        assertThat(out.columns).isSameAs(in.columns);
        assertThat(events.reason(3)).hasToString("6 / 0: division by zero");
        assertThat(events.count()).isEqualTo(1);
        assertThat(RowOperators.countEvents(out)).isEqualTo(2);
        assertThat(in.selected).as("what comes in is not changed").isEqualTo(5);
    }

    @Test
    void project_ofInputs_handsVectorsThrough() {
        RowOperators operators = compile(new RowOperator.Project(List.of(TEXT, inverse())));
        RowBatch in = batch(row(3, "a"), row(0, "b"), row(null, "c"));
        Failures events = new Failures();

        RowBatch out = operators.apply(in, events);

        assertThat(rows(out, Simple.STRING, Simple.INT))
                .containsExactly(List.of(0, "a", 2), Arrays.asList(2, "c", null));
        assertThat(out.columns[0]).isSameAs(in.columns[1]);
        assertThat(events.reason(1)).isNotNull();
    }

    @Test
    void failure_onOneRowOfAnEvent_dropsAllItsRows() {
        DataType numbers = new DataType.Array(Simple.INT);
        RowOperators operators = compile(
                new RowOperator.Unnest(new Input(0, numbers), false, false),
                new RowOperator.Filter(call(
                        Function.LESS,
                        Simple.BOOLEAN,
                        call(Function.DIVIDE, Simple.INT, new Literal(6, Simple.INT), new Input(1, Simple.INT)),
                        new Literal(6, Simple.INT))));
        RowBatch in =
                batch(List.of(numbers), row(List.of(2, 0, 3)), row(List.of(1)), row(List.of(3, 1, 2)), row(List.of()));
        Failures events = new Failures();

        RowBatch out = operators.apply(in, events);

        // the first fails, the second and the last are filtered, the third is used
        assertThat(rows(out, numbers, Simple.INT))
                .containsExactly(List.of(2, List.of(3, 1, 2), 3), List.of(2, List.of(3, 1, 2), 2));
        assertThat(events.count()).isEqualTo(1);
        assertThat(events.reason(0)).hasToString("6 / 0: division by zero");
        assertThat(RowOperators.countEvents(out)).isEqualTo(1);
    }

    @Test
    void unnest_ofCollections_appendsElements() {
        DataType texts = new DataType.Array(Simple.STRING);
        RowBatch in = batch(List.of(texts), row(Arrays.asList("a", null, "é")), row((Object) null), row(List.of()));

        assertThat(rows(
                        compile(new RowOperator.Unnest(new Input(0, texts), false, true))
                                .apply(in, new Failures()),
                        texts,
                        Simple.STRING,
                        Simple.INT))
                .extracting(r -> r.subList(2, 4))
                .containsExactly(List.of("a", 1), Arrays.asList(null, 2), List.of("é", 3));
        assertThat(rows(
                        compile(new RowOperator.Unnest(new Input(0, texts), true, true))
                                .apply(in, new Failures()),
                        texts,
                        Simple.STRING,
                        Simple.INT))
                .extracting(r -> Arrays.asList(r.get(0), r.get(2), r.get(3)))
                .containsExactly(
                        Arrays.asList(0, "a", 1),
                        Arrays.asList(0, null, 2),
                        Arrays.asList(0, "é", 3),
                        Arrays.asList(1, null, null),
                        Arrays.asList(2, null, null));

        DataType map = new DataType.Map(Simple.INT);
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        entries.put("z", 1);
        entries.put("a", null);
        assertThat(rows(
                        compile(new RowOperator.Unnest(new Input(0, map), false, false))
                                .apply(batch(List.of(map), row(entries)), new Failures()),
                        map,
                        Simple.STRING,
                        Simple.INT))
                .extracting(r -> r.subList(2, 4))
                .containsExactly(List.of("z", 1), Arrays.asList("a", null));
    }

    @Test
    void assignWindows_ofTimes_appendsBoundsInOrderOfTheirEnd() {
        RowBatch in =
                batch(List.of(Simple.TIMESTAMP), row(-1L), row(7_000_999L), row((Object) null), row(Long.MAX_VALUE));
        Failures events = new Failures();

        RowBatch out = compile(new RowOperator.AssignWindows(new Window.Hop(10, 5, 0), 0))
                .apply(in, events);

        assertThat(rows(out, Simple.TIMESTAMP, Simple.TIMESTAMP, Simple.TIMESTAMP))
                .containsExactly(
                        List.of(0, -1L, -10_000L, 0L), List.of(0, -1L, -5_000L, 5_000L),
                        List.of(1, 7_000_999L, 6_995_000L, 7_005_000L), List.of(1, 7_000_999L, 7_000_000L, 7_010_000L));
        assertThat(events.reason(2)).hasToString("window: the time is NULL");
        assertThat(events.reason(3)).hasToString("window: a bound is out of the range of TIMESTAMP");
    }

    private static TableRows table(List<Map<String, Object>> rows) {
        return TableRows.load(
                new Table(
                        "t",
                        List.of(Column.of("k", Simple.STRING), Column.of("v", Simple.INT)),
                        null,
                        new Format.Json(),
                        rows),
                Path.of("."));
    }

    private static Map<String, Object> tableRow(@Nullable String key, @Nullable Integer value) {
        Map<String, Object> row = new LinkedHashMap<>();
        if (key != null) {
            row.put("k", key);
        }
        if (value != null) {
            row.put("v", value);
        }
        return row;
    }

    @Test
    void join_anyTable_equalsNestedLoops() {
        for (long seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            List<Map<String, Object>> rows = new ArrayList<>();
            boolean unique = random.nextBoolean();
            for (int i = 0; i < random.nextInt(8); i++) {
                String key = random.nextInt(6) == 0 ? null : unique ? "k" + i : "k" + random.nextInt(3);
                rows.add(tableRow(key, random.nextInt(4) == 0 ? null : (Integer) random.nextInt(3)));
            }
            TableRows table = table(rows);
            Object[][] events = new Object[random.nextInt(10)][];
            for (int i = 0; i < events.length; i++) {
                events[i] = row(random.nextInt(3), random.nextInt(5) == 0 ? null : "k" + random.nextInt(4));
            }
            boolean left = random.nextBoolean();
            boolean cross = random.nextInt(4) == 0;
            Expression condition = random.nextBoolean()
                    ? null
                    : call(Function.LESS_OR_EQUAL, Simple.BOOLEAN, NUMBER, new Input(3, Simple.INT));
            RowOperator.Join join = new RowOperator.Join(
                    "t", cross ? List.of() : List.of(TEXT), cross ? List.of() : List.of(0), condition, left);
            RowOperators operators = RowOperators.compile(List.of(join), name -> table);

            for (int batch = 0; batch < 2; batch++) {
                RowBatch out = operators.apply(batch(events), new Failures());
                assertThat(rows(out, Simple.INT, Simple.STRING, Simple.STRING, Simple.INT))
                        .as("%s, seed %s", join, seed)
                        .isEqualTo(nestedLoops(events, rows, cross, condition != null, left));
            }
        }
    }

    private static List<List<@Nullable Object>> nestedLoops(
            Object[][] events, List<Map<String, Object>> rows, boolean cross, boolean condition, boolean left) {
        List<List<@Nullable Object>> joined = new ArrayList<>();
        for (int event = 0; event < events.length; event++) {
            Integer number = (Integer) events[event][0];
            boolean matched = false;
            for (Map<String, Object> row : rows) {
                Integer value = (Integer) row.get("v");
                boolean matches = cross || (events[event][1] != null && Objects.equals(events[event][1], row.get("k")));
                if (matches && (!condition || (value != null && number <= value))) {
                    matched = true;
                    joined.add(Arrays.asList(event, number, events[event][1], row.get("k"), value));
                }
            }
            if (!matched && left) {
                joined.add(Arrays.asList(event, number, events[event][1], null, null));
            }
        }
        return joined;
    }

    @Test
    void join_keyOfAWiderType_findsTheRowsOfItsValue() {
        for (List<Map<String, Object>> rows : List.of(
                List.of(tableRow("a", 3), tableRow("b", null), tableRow("c", -7)),
                List.of(tableRow("a", 3), tableRow("b", null), tableRow("c", -7), tableRow("d", 3)))) {
            TableRows table = table(rows);
            for (DataType wider : List.of(Simple.BIGINT, Simple.DOUBLE, new DataType.Decimal(12, 2))) {
                Expression key = new Expression.Cast(NUMBER, wider, false);
                RowOperator join = new RowOperator.Join("t", List.of(key), List.of(1), null, false);
                RowBatch out = RowOperators.compile(List.of(join), name -> table)
                        .apply(batch(row(3, "x"), row(4, "y"), row(null, "z"), row(-7, "w")), new Failures());

                List<List<@Nullable Object>> expected = new ArrayList<>();
                expected.add(List.of(0, 3, "x", "a", 3));
                if (rows.size() == 4) {
                    expected.add(List.of(0, 3, "x", "d", 3));
                }
                expected.add(List.of(3, -7, "w", "c", -7));
                assertThat(rows(out, Simple.INT, Simple.STRING, Simple.STRING, Simple.INT))
                        .as("%s", wider)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void join_conditionThatFails_failsTheEvent() {
        for (List<Map<String, Object>> rows : List.of(
                List.of(tableRow("a", 0), tableRow("b", 1)),
                List.of(tableRow("a", 0), tableRow("a", 1), tableRow("b", 1)))) {
            TableRows table = table(rows);
            for (boolean left : new boolean[] {true, false}) {
                Expression condition = call(
                        Function.GREATER,
                        Simple.BOOLEAN,
                        call(Function.DIVIDE, Simple.INT, NUMBER, new Input(3, Simple.INT)),
                        new Literal(0, Simple.INT));
                RowOperator join = new RowOperator.Join("t", List.of(TEXT), List.of(0), condition, left);
                Failures events = new Failures();
                RowBatch out = RowOperators.compile(List.of(join), name -> table)
                        .apply(batch(row(6, "a"), row(6, "b")), events);

                assertThat(rows(out, Simple.INT, Simple.STRING, Simple.STRING, Simple.INT))
                        .containsExactly(List.of(1, 6, "b", "b", 1));
                assertThat(events.reason(0)).hasToString("6 / 0: division by zero");
            }
        }
    }

    @Test
    void join_keyThatFails_failsTheEvent() {
        TableRows table = table(List.of(tableRow("a", 7)));
        RowOperator join =
                new RowOperator.Join("t", List.of(new Cast(TEXT, Simple.INT, false)), List.of(1), null, true);
        Failures events = new Failures();
        RowBatch out = RowOperators.compile(List.of(join), name -> table)
                .apply(batch(row(1, "x"), row(2, "7"), row(3, "8")), events);

        assertThat(rows(out, Simple.INT, Simple.STRING, Simple.STRING, Simple.INT))
                .containsExactly(List.of(1, 2, "7", "a", 7), Arrays.asList(2, 3, "8", null, null));
        assertThat(events.reason(0)).hasToString("CAST('x' AS INT): not a number");
    }

    @Test
    void chain_ofAll_takesUnusedColumnsWithoutVectors() {
        RowBatch in = batch(List.of(Simple.TIMESTAMP, Simple.STRING), row(1L, "a"), row(2L, "b"));
        Vector[] columns = {in.columns[0], null, in.columns[1]};
        in.columns = columns;
        RowOperators operators = compile(
                new RowOperator.AssignWindows(new Window.Cumulate(20, 10, 0), 0),
                new RowOperator.Project(List.of(new Input(2, Simple.STRING), new Input(4, Simple.TIMESTAMP))));

        assertThat(rows(operators.apply(in, new Failures()), Simple.STRING, Simple.TIMESTAMP).stream()
                        .map(Object::toString)
                        .collect(Collectors.joining()))
                .isEqualTo("[0, a, 10000][0, a, 20000][1, b, 10000][1, b, 20000]");
    }
}
