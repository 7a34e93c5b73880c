package io.raudal.engine.expression;

import static io.raudal.plan.Function.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raudal.engine.Failures;
import io.raudal.engine.Vector;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Expression;
import io.raudal.plan.Function;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Functions that mean the same in DuckDB, over random rows (s, t STRING; n INT, small; x, y DOUBLE), a few of them NULL. */
class DuckDbOracleTest {
    private static final long SEED = 31;
    private static final int ROWS = 400;
    private static final List<DataType> TYPES =
            List.of(Simple.STRING, Simple.STRING, Simple.INT, Simple.DOUBLE, Simple.DOUBLE);
    private static final Expression S = new Expression.Input(0, Simple.STRING);
    private static final Expression T = new Expression.Input(1, Simple.STRING);
    private static final Expression N = new Expression.Input(2, Simple.INT);
    private static final Expression X = new Expression.Input(3, Simple.DOUBLE);
    private static final Expression Y = new Expression.Input(4, Simple.DOUBLE);
    private static final String[] PIECES = {"a", "b", "A", "ab", " ", ",", "%", "_", "é", "ñ", "日", "😀", "1", "9", "-"
    };

    private static Connection connection;
    private static Vector[] columns;

    @BeforeAll
    static void fill() throws SQLException {
        Random random = new Random(SEED);
        connection = DriverManager.getConnection("jdbc:duckdb:");
        columns = TYPES.stream().map(Vector::of).toArray(Vector[]::new);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE r (i INT, s VARCHAR, t VARCHAR, n INT, x DOUBLE, y DOUBLE)");
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO r VALUES (?, ?, ?, ?, ?, ?)")) {
            for (int row = 0; row < ROWS; row++) {
                Object[] values = {
                    text(random, 12),
                    text(random, 2),
                    random.nextInt(1, 9),
                    random.nextGaussian() * 10,
                    random.nextInt(-8, 9) / 4.0
                };
                insert.setInt(1, row);
                for (int column = 0; column < values.length; column++) {
                    Object value = random.nextInt(12) == 0 ? null : values[column];
                    columns[column].ensure(ROWS);
                    Cells.put(columns[column], row, value);
                    insert.setObject(column + 2, value);
                }
                insert.execute();
            }
        }
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(length + 1); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static Expression literal(Object value) {
        return new Expression.Literal(
                value, value instanceof String ? Simple.STRING : value instanceof Integer ? Simple.INT : Simple.DOUBLE);
    }

    private static Expression call(Function function, DataType type, Expression... operands) {
        return new Expression.Call(function, List.of(operands), type);
    }

    private static Expression text(Function function, Expression... operands) {
        return call(function, Simple.STRING, operands);
    }

    private static Expression whole(Function function, Expression... operands) {
        return call(function, Simple.INT, operands);
    }

    private static Expression bool(Function function, Expression... operands) {
        return call(function, Simple.BOOLEAN, operands);
    }

    private static Expression real(Function function, Expression... operands) {
        return call(function, Simple.DOUBLE, operands);
    }

    private static void same(String sql, Expression expression) throws SQLException {
        int[] selection = new int[ROWS];
        for (int row = 0; row < ROWS; row++) {
            selection[row] = row;
        }
        Failures failures = new Failures();
        Vector result = Evaluators.compile(expression).evaluate(columns, selection, ROWS, failures);
        assertThat(failures.any()).as("%s fails", sql).isFalse();
        List<@Nullable Object> expected = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + sql + " FROM r ORDER BY i")) {
            while (rows.next()) {
                expected.add(rows.getObject(1));
            }
        }
        int values = 0;
        for (int row = 0; row < ROWS; row++) {
            Object actual = Cells.get(result, row, expression.type());
            Object oracle = expected.get(row);
            values += oracle == null ? 0 : 1;
            if (actual instanceof Double number && oracle instanceof Double wanted && Double.isFinite(number)) {
                assertThat(number)
                        .as("%s, row %s, seed %s", sql, row, SEED)
                        .isCloseTo(wanted, within(Math.abs(wanted) * 1e-12 + 1e-300));
            } else if (actual instanceof Integer number && oracle instanceof Number wanted) {
                assertThat(number.longValue())
                        .as("%s, row %s, seed %s", sql, row, SEED)
                        .isEqualTo(wanted.longValue());
            } else {
                assertThat(actual).as("%s, row %s, seed %s", sql, row, SEED).isEqualTo(oracle);
            }
        }
        assertThat(values).as("rows with a value for %s", sql).isGreaterThan(ROWS / 3);
    }

    @Test
    void text_equalsDuckDbs() throws SQLException {
        same("upper(s)", text(UPPER, S));
        same("lower(s)", text(LOWER, S));
        same("length(s)", whole(CHAR_LENGTH, S));
        same("s || t", text(CONCAT, S, T));
        same("concat_ws(t, s, 'x', s)", text(CONCAT_WS, T, S, literal("x"), S));
        same("substring(s, n)", text(SUBSTRING, S, N));
        same("substring(s, n, 2)", text(SUBSTRING, S, N, literal(2)));
        same("left(s, n)", text(LEFT, S, N));
        same("right(s, n)", text(RIGHT, S, N));
        same("trim(s, t || 'a')", text(TRIM_BOTH, text(CONCAT, T, literal("a")), S));
        same("ltrim(s, t || 'é')", text(TRIM_LEADING, text(CONCAT, T, literal("é")), S));
        same("rtrim(s, t || '😀')", text(TRIM_TRAILING, text(CONCAT, T, literal("😀")), S));
        same("instr(s, 'a' || t)", whole(POSITION, text(CONCAT, literal("a"), T), S));
        same("replace(s, t || 'a', '<>')", text(REPLACE, S, text(CONCAT, T, literal("a")), literal("<>")));
        same("repeat(s, n)", text(REPEAT, S, N));
        same("lpad(s, n, t || '*')", text(LPAD, S, N, text(CONCAT, T, literal("*"))));
        same("rpad(s, n, t || '*')", text(RPAD, S, N, text(CONCAT, T, literal("*"))));
        same("starts_with(s, t)", bool(STARTSWITH, S, T));
        same("ends_with(s, t)", bool(ENDSWITH, S, T));
        same("md5(s)", text(MD5, S));
        same("sha1(s)", text(SHA1, S));
        same("sha256(s)", text(SHA256, S));
        same("hex(s)", text(HEX, S));
        same("base64(encode(s))", text(TO_BASE64, S));
        same("decode(from_base64(base64(encode(s))))", text(FROM_BASE64, text(TO_BASE64, S)));
        same("s = s || t", bool(EQUAL, S, text(CONCAT, S, T)));
        same("s < t", bool(LESS, S, T));
        same("s >= t", bool(GREATER_OR_EQUAL, S, T));
    }

    @Test
    void patterns_equalDuckDbs() throws SQLException {
        same("s LIKE '%' || t || '%'", bool(LIKE, S, text(CONCAT, literal("%"), T, literal("%"))));
        same("s LIKE t || '_%a'", bool(LIKE, S, text(CONCAT, T, literal("_%a"))));
        same("s LIKE '%a_b%'", bool(LIKE, S, literal("%a_b%")));
        same("s LIKE '%|%%' ESCAPE '|'", bool(LIKE, S, literal("%|%%"), literal("|")));
        same("regexp_matches(s, '[ab]+é|9$')", bool(REGEXP, S, literal("[ab]+é|9$")));
        same("regexp_replace(s, '[aA]+', '<>', 'g')", text(REGEXP_REPLACE, S, literal("[aA]+"), literal("<>")));
        same(
                "CASE WHEN regexp_matches(s, '(a+)(b*)') THEN regexp_extract(s, '(a+)(b*)', 2) WHEN s IS NULL THEN NULL ELSE '-' END",
                new Expression.Case(
                        List.of(
                                new Expression.Branch(
                                        bool(REGEXP, S, literal("(a+)(b*)")),
                                        text(REGEXP_EXTRACT, S, literal("(a+)(b*)"), literal(2))),
                                new Expression.Branch(bool(IS_NULL, S), new Expression.Literal(null, Simple.STRING))),
                        literal("-"),
                        Simple.STRING));
    }

    @Test
    void numbers_equalDuckDbs() throws SQLException {
        same("x + y * 2", real(ADD, X, real(MULTIPLY, Y, literal(2.0))));
        same("x - y", real(SUBTRACT, X, Y));
        same("n / 4 - n % 3", real(SUBTRACT, real(DIVIDE, cast(N), literal(4.0)), real(MOD, cast(N), literal(3.0))));
        same("abs(x)", real(ABS, X));
        same("ceil(x)", real(CEIL, X));
        same("floor(x)", real(FLOOR, X));
        same("trunc(x)", real(TRUNCATE, X));
        same("CAST(sign(x) AS INT)", new Expression.Cast(real(SIGN, X), Simple.INT, false));
        same("sqrt(abs(x))", real(SQRT, real(ABS, X)));
        same("cbrt(x)", real(CBRT, X));
        same("exp(y)", real(EXP, Y));
        same("ln(n)", real(LN, N));
        same("log10(n)", real(LOG10, N));
        same("log2(n)", real(LOG2, N));
        same("pow(abs(x), y)", real(POWER, real(ABS, X), Y));
        same("sin(x)", real(SIN, X));
        same("cos(x)", real(COS, X));
        same("tan(x)", real(TAN, X));
        same("asin(y / 2)", real(ASIN, real(DIVIDE, Y, literal(2.0))));
        same("acos(y / 2)", real(ACOS, real(DIVIDE, Y, literal(2.0))));
        same("atan(x)", real(ATAN, X));
        same("atan2(x, y)", real(ATAN2, X, Y));
        same("degrees(x)", real(DEGREES, X));
        same("radians(x)", real(RADIANS, X));
        same("bin(n)", text(BIN, N));
        same("x < y", bool(LESS, X, Y));
        same(
                "x < y AND s > t OR n = 3",
                bool(OR, bool(AND, bool(LESS, X, Y), bool(GREATER, S, T)), bool(EQUAL, N, literal(3))));
        same("x IS DISTINCT FROM y", bool(IS_DISTINCT_FROM, X, Y));
        same("coalesce(x, y, 0)", real(COALESCE, X, Y, literal(0.0)));
        same("CAST(trunc(x) AS INT)", new Expression.Cast(X, Simple.INT, false));
        same(
                "CAST(CAST(n AS VARCHAR) AS INT)",
                new Expression.Cast(new Expression.Cast(N, Simple.STRING, false), Simple.INT, false));
        same(
                "CAST(CAST(x AS VARCHAR) AS DOUBLE)",
                new Expression.Cast(new Expression.Cast(X, Simple.STRING, false), Simple.DOUBLE, false));
    }

    private static Expression cast(Expression number) {
        return new Expression.Cast(number, Simple.DOUBLE, false);
    }
}
