package io.raudal.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.Detail;
import io.raudal.engine.Evaluator;
import io.raudal.engine.Failures;
import io.raudal.engine.Vector;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Branch;
import io.raudal.plan.Expression.Call;
import io.raudal.plan.Expression.Case;
import io.raudal.plan.Expression.Cast;
import io.raudal.plan.Expression.Input;
import io.raudal.plan.Expression.Literal;
import io.raudal.plan.Function;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final List<DataType> TYPES = List.of(
            Simple.INT, Simple.DOUBLE, Simple.STRING, Simple.BOOLEAN, Simple.STRING, new DataType.Array(Simple.INT));
    private static final List<Function> COMPARISONS =
            List.copyOf(EnumSet.range(Function.EQUAL, Function.IS_NOT_DISTINCT_FROM));
    private static final String[] WORDS = {"", "a", "12", "-7", "é😀", "abc", "1.5", "true", "%"};

    /** Rows of random values by type; a third is NULL. */
    private static Object[][] rows(Random random, int count) {
        Object[][] rows = new Object[count][TYPES.size()];
        for (Object[] row : rows) {
            for (int column = 0; column < row.length; column++) {
                row[column] = random.nextInt(3) == 0 ? null : value(random, TYPES.get(column));
            }
        }
        return rows;
    }

    private static Object value(Random random, DataType type) {
        if (type instanceof DataType.Array) {
            return new ArrayList<>(List.of(random.nextInt(3), random.nextInt(3)));
        }
        return switch ((Simple) type) {
            case INT -> random.nextInt(-3, 4);
            case DOUBLE -> random.nextInt(-3, 4) / 2.0;
            case BOOLEAN -> random.nextBoolean();
            default -> WORDS[random.nextInt(WORDS.length)];
        };
    }

    private static Vector[] vectors(Object[][] rows) {
        Vector[] vectors = new Vector[TYPES.size()];
        for (int column = 0; column < vectors.length; column++) {
            vectors[column] = Vector.of(TYPES.get(column));
            vectors[column].ensure(rows.length);
            for (int row = 0; row < rows.length; row++) {
                Cells.put(vectors[column], row, rows[row][column]);
            }
        }
        // one text column is slices of a block, as a scan leaves it
        Vector.Texts texts = (Vector.Texts) vectors[2];
        Vector.Texts sliced = new Vector.Texts();
        sliced.ensure(rows.length);
        StringBuilder block = new StringBuilder("#");
        for (int row = 0; row < rows.length; row++) {
            sliced.setNull(row, texts.isNull(row));
            if (!texts.isNull(row)) {
                int from = block.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
                block.append(texts.string(row));
                sliced.slice(row, from, texts.length(row));
            }
        }
        sliced.source = block.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        vectors[2] = sliced;
        return vectors;
    }

    private static Expression expression(Random random, DataType type, int depth) {
        if (depth == 0 || random.nextInt(6) == 0) {
            return leaf(random, type);
        }
        int deeper = depth - 1;
        switch (random.nextInt(5)) {
            case 0 -> {
                List<Branch> branches = new ArrayList<>();
                for (int i = 0; i <= random.nextInt(2); i++) {
                    branches.add(
                            new Branch(expression(random, Simple.BOOLEAN, deeper), expression(random, type, deeper)));
                }
                return new Case(branches, expression(random, type, deeper), type);
            }
            case 1 -> {
                return call(
                        Function.COALESCE, type, expression(random, type, deeper), expression(random, type, deeper));
            }
            default -> {
                return function(random, type, deeper);
            }
        }
    }

    private static Expression leaf(Random random, DataType type) {
        List<Integer> columns = new ArrayList<>();
        for (int column = 0; column < TYPES.size(); column++) {
            if (TYPES.get(column).equals(type)) {
                columns.add(column);
            }
        }
        return random.nextInt(3) == 0
                ? new Literal(random.nextInt(8) == 0 ? null : value(random, type), type)
                : new Input(columns.get(random.nextInt(columns.size())), type);
    }

    private static Expression function(Random random, DataType type, int depth) {
        if (type instanceof DataType.Array) {
            return random.nextBoolean()
                    ? call(
                            Function.ARRAY,
                            type,
                            expression(random, Simple.INT, depth),
                            expression(random, Simple.INT, depth))
                    : call(
                            Function.ARRAY_CONCAT,
                            type,
                            expression(random, type, depth),
                            expression(random, type, depth));
        }
        return switch ((Simple) type) {
            case BOOLEAN -> bool(random, depth);
            case INT ->
                switch (random.nextInt(4)) {
                    case 0 -> new Cast(expression(random, Simple.STRING, depth), Simple.INT, random.nextBoolean());
                    case 1 -> call(Function.CHAR_LENGTH, type, expression(random, Simple.STRING, depth));
                    case 2 ->
                        call(
                                Function.ITEM,
                                type,
                                expression(random, TYPES.get(5), depth),
                                expression(random, Simple.INT, depth));
                    default ->
                        call(
                                List.of(
                                                Function.ADD,
                                                Function.SUBTRACT,
                                                Function.MULTIPLY,
                                                Function.DIVIDE,
                                                Function.MOD)
                                        .get(random.nextInt(5)),
                                type,
                                expression(random, type, depth),
                                expression(random, type, depth));
                };
            case DOUBLE ->
                random.nextBoolean()
                        ? new Cast(expression(random, Simple.INT, depth), type, false)
                        : call(
                                List.of(Function.ADD, Function.DIVIDE, Function.POWER, Function.MOD)
                                        .get(random.nextInt(4)),
                                type,
                                expression(random, type, depth),
                                expression(random, type, depth));
            default ->
                switch (random.nextInt(4)) {
                    case 0 ->
                        call(Function.CONCAT, type, expression(random, type, depth), expression(random, type, depth));
                    case 1 ->
                        call(
                                Function.SUBSTRING,
                                type,
                                expression(random, type, depth),
                                expression(random, Simple.INT, depth));
                    case 2 -> call(Function.UPPER, type, expression(random, type, depth));
                    default -> new Cast(expression(random, Simple.DOUBLE, depth), type, false);
                };
        };
    }

    private static Expression bool(Random random, int depth) {
        DataType operand = TYPES.get(random.nextInt(3));
        return switch (random.nextInt(6)) {
            case 0 ->
                call(
                        Function.AND,
                        Simple.BOOLEAN,
                        expression(random, Simple.BOOLEAN, depth),
                        expression(random, Simple.BOOLEAN, depth));
            case 1 ->
                call(
                        Function.OR,
                        Simple.BOOLEAN,
                        expression(random, Simple.BOOLEAN, depth),
                        expression(random, Simple.BOOLEAN, depth));
            case 2 -> call(Function.NOT, Simple.BOOLEAN, expression(random, Simple.BOOLEAN, depth));
            case 3 -> call(Function.IS_NULL, Simple.BOOLEAN, expression(random, operand, depth));
            case 4 ->
                call(
                        Function.LIKE,
                        Simple.BOOLEAN,
                        expression(random, Simple.STRING, depth),
                        expression(random, Simple.STRING, depth));
            default ->
                call(
                        COMPARISONS.get(random.nextInt(COMPARISONS.size())),
                        Simple.BOOLEAN,
                        expression(random, operand, depth),
                        expression(random, operand, depth));
        };
    }

    private static Expression call(Function function, DataType type, Expression... operands) {
        return new Call(function, List.of(operands), type);
    }

    @Test
    void evaluate_aSelection_equalsRowAtATime() {
        for (long seed = 0; seed < 1500; seed++) {
            Random random = new Random(seed);
            DataType type = TYPES.get(random.nextInt(TYPES.size()));
            Expression expression = expression(random, type, 4);
            Evaluator batched = Evaluators.compile(expression);
            Evaluator single = Evaluators.compile(expression);
            // twice, as results are kept from batch to batch
            for (int batch = 0; batch < 2; batch++) {
                Vector[] vectors = vectors(rows(random, 30));
                int[] selection = random.ints(0, 30)
                        .distinct()
                        .limit(random.nextInt(1, 30))
                        .sorted()
                        .toArray();
                Failures failures = new Failures();
                Vector result = batched.evaluate(vectors, selection, selection.length, failures);
                List<@Nullable Object> values = new ArrayList<>();
                for (int row : selection) {
                    values.add(outcome(result, row, type, failures));
                }
                List<@Nullable Object> expected = new ArrayList<>();
                for (int row : selection) {
                    Failures own = new Failures();
                    expected.add(outcome(single.evaluate(vectors, new int[] {row}, 1, own), row, type, own));
                }
                assertThat(values).as("%s, seed %s", expression, seed).isEqualTo(expected);
                assertThat(failures.count()).isEqualTo((int)
                        values.stream().filter(Calls.Failed.class::isInstance).count());
            }
        }
    }

    private static @Nullable Object outcome(Vector result, int row, DataType type, Failures failures) {
        Detail reason = failures.reason(row);
        return reason != null ? new Calls.Failed(reason.toString()) : Cells.get(result, row, type);
    }

    @Test
    void evaluate_behindADecision_doesNotFail() {
        Expression x = new Input(0, Simple.INT);
        Expression zero = new Literal(0, Simple.INT);
        Expression one = new Literal(1, Simple.INT);
        Expression inverse = call(Function.DIVIDE, Simple.INT, one, x);
        Expression isZero = call(Function.EQUAL, Simple.BOOLEAN, x, zero);
        Expression notZero = call(Function.NOT_EQUAL, Simple.BOOLEAN, x, zero);
        Expression positive = call(Function.GREATER, Simple.BOOLEAN, inverse, zero);

        assertThat(outcomes(new Case(List.of(new Branch(notZero, inverse)), new Literal(null, Simple.INT), Simple.INT)))
                .containsExactly(null, 1, null, -1);
        assertThat(outcomes(call(Function.AND, Simple.BOOLEAN, notZero, positive)))
                .containsExactly(false, true, null, false);
        assertThat(outcomes(call(Function.OR, Simple.BOOLEAN, isZero, positive)))
                .containsExactly(true, true, null, false);
        assertThat(outcomes(call(Function.COALESCE, Simple.INT, x, inverse))).containsExactly(0, 1, null, -1);
        Calls.Failed failed = new Calls.Failed("1 / 0: division by zero");
        assertThat(outcomes(inverse)).containsExactly(failed, 1, null, -1);
        assertThat(outcomes(call(Function.AND, Simple.BOOLEAN, positive, notZero)))
                .containsExactly(failed, true, null, false);
        // a constant that fails does so in the rows that ask for it
        Expression always = call(Function.DIVIDE, Simple.INT, one, zero);
        assertThat(outcomes(new Case(List.of(new Branch(isZero, always)), x, Simple.INT)))
                .containsExactly(failed, 1, null, -1);
        // COALESCE does not mend a failure
        assertThat(outcomes(call(Function.COALESCE, Simple.INT, inverse, one))).containsExactly(failed, 1, 1, -1);
    }

    private static List<@Nullable Object> outcomes(Expression expression) {
        Vector.Longs x = new Vector.Longs();
        x.ensure(4);
        List<@Nullable Integer> values = new ArrayList<>(List.of(0, 1));
        values.add(null);
        values.add(-1);
        for (int row = 0; row < 4; row++) {
            Cells.put(x, row, values.get(row));
        }
        Failures failures = new Failures();
        Vector result = Evaluators.compile(expression).evaluate(new Vector[] {x}, new int[] {0, 1, 2, 3}, 4, failures);
        List<@Nullable Object> outcomes = new ArrayList<>();
        for (int row = 0; row < 4; row++) {
            outcomes.add(outcome(result, row, expression.type(), failures));
        }
        return outcomes;
    }

    @Test
    void evaluate_anInput_isTheColumnItself() {
        Vector[] columns = vectors(rows(new Random(5), 3));
        Vector result =
                Evaluators.compile(new Input(2, Simple.STRING)).evaluate(columns, new int[] {1}, 1, new Failures());
        assertThat(result).isSameAs(columns[2]);
        Vector.Texts left = (Vector.Texts) Objects.requireNonNull(Evaluators.compile(
                        call(Function.LEFT, Simple.STRING, new Input(2, Simple.STRING), new Literal(1, Simple.INT)))
                .evaluate(columns, new int[] {0, 1, 2}, 3, new Failures()));
        assertThat(left.source).as("parts of a slice are slices").isSameAs(((Vector.Texts) columns[2]).source);
    }
}
