package io.raudal.sql;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Decimal;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Call;
import io.raudal.plan.Expression.Literal;
import io.raudal.plan.Function;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * The functions that are called by name with operands alone, by their names in Flink SQL; {@link Calls} has those with a syntax of
 * their own.
 *
 * <p>A line of the table is {@code NAME FUNCTION parameters -> result}. A parameter is a type (to which INT widens to BIGINT, numbers
 * to DOUBLE, DATE to TIMESTAMP, JSON to STRING), or INTEGER (INT or BIGINT), NUMBER, SAME (all of one common type), TEXT (STRING, or
 * what is written as text), ANY, ARRAY, SORTABLE (an ARRAY without maps), MAP, COLLECTION, ELEMENT (of the first operand). {@code ?} makes it optional, {@code *}
 * repeats it. The result is a type, {@code 1} for the first operand's, SAME, ELEMENT, WHOLE (without scale), ROUNDED, KEYS or VALUES.
 */
final class FunctionTable {
    private static final String TABLE = """
            ABS ABS NUMBER -> 1
            SIGN SIGN NUMBER -> 1
            CEIL CEIL NUMBER -> WHOLE
            CEILING CEIL NUMBER -> WHOLE
            FLOOR FLOOR NUMBER -> WHOLE
            ROUND ROUND NUMBER INT? -> ROUNDED
            TRUNCATE TRUNCATE NUMBER INT? -> ROUNDED
            SQRT SQRT DOUBLE -> DOUBLE
            CBRT CBRT DOUBLE -> DOUBLE
            POWER POWER DOUBLE DOUBLE -> DOUBLE
            EXP EXP DOUBLE -> DOUBLE
            LN LN DOUBLE -> DOUBLE
            LOG10 LOG10 DOUBLE -> DOUBLE
            LOG2 LOG2 DOUBLE -> DOUBLE
            LOG LOG DOUBLE DOUBLE? -> DOUBLE
            SIN SIN DOUBLE -> DOUBLE
            COS COS DOUBLE -> DOUBLE
            TAN TAN DOUBLE -> DOUBLE
            COT COT DOUBLE -> DOUBLE
            ASIN ASIN DOUBLE -> DOUBLE
            ACOS ACOS DOUBLE -> DOUBLE
            ATAN ATAN DOUBLE -> DOUBLE
            ATAN2 ATAN2 DOUBLE DOUBLE -> DOUBLE
            SINH SINH DOUBLE -> DOUBLE
            COSH COSH DOUBLE -> DOUBLE
            TANH TANH DOUBLE -> DOUBLE
            DEGREES DEGREES DOUBLE -> DOUBLE
            RADIANS RADIANS DOUBLE -> DOUBLE
            PI PI -> DOUBLE
            E E -> DOUBLE
            GREATEST GREATEST SAME* -> SAME
            LEAST LEAST SAME* -> SAME
            BIN BIN BIGINT -> STRING
            HEX HEX BIGINT -> STRING
            HEX HEX STRING -> STRING
            UPPER UPPER STRING -> STRING
            LOWER LOWER STRING -> STRING
            INITCAP INITCAP STRING -> STRING
            CHAR_LENGTH CHAR_LENGTH STRING -> INT
            CHARACTER_LENGTH CHAR_LENGTH STRING -> INT
            CONCAT CONCAT TEXT* -> STRING
            CONCAT_WS CONCAT_WS STRING TEXT* -> STRING
            SUBSTRING SUBSTRING STRING INT INT? -> STRING
            SUBSTR SUBSTRING STRING INT INT? -> STRING
            LEFT LEFT STRING INT -> STRING
            RIGHT RIGHT STRING INT -> STRING
            POSITION POSITION STRING STRING INT? -> INT
            LOCATE POSITION STRING STRING INT? -> INT
            REPLACE REPLACE STRING STRING STRING -> STRING
            REPEAT REPEAT STRING INT -> STRING
            REVERSE REVERSE STRING -> STRING
            LPAD LPAD STRING INT STRING -> STRING
            RPAD RPAD STRING INT STRING -> STRING
            OVERLAY OVERLAY STRING STRING INT INT? -> STRING
            STARTSWITH STARTSWITH STRING STRING -> BOOLEAN
            ENDSWITH ENDSWITH STRING STRING -> BOOLEAN
            SPLIT_INDEX SPLIT_INDEX STRING STRING INT -> STRING
            SPLIT SPLIT STRING STRING -> ARRAY<STRING>
            ASCII ASCII STRING -> INT
            CHR CHR INT -> STRING
            MD5 MD5 STRING -> STRING
            SHA1 SHA1 STRING -> STRING
            SHA224 SHA224 STRING -> STRING
            SHA256 SHA256 STRING -> STRING
            SHA384 SHA384 STRING -> STRING
            SHA512 SHA512 STRING -> STRING
            TO_BASE64 TO_BASE64 STRING -> STRING
            FROM_BASE64 FROM_BASE64 STRING -> STRING
            STR_TO_MAP STR_TO_MAP STRING STRING STRING -> MAP<STRING>
            PARSE_URL PARSE_URL STRING STRING STRING? -> STRING
            URL_DECODE URL_DECODE STRING -> STRING
            URL_ENCODE URL_ENCODE STRING -> STRING
            IS_ALPHA IS_ALPHA TEXT -> BOOLEAN
            IS_DECIMAL IS_DECIMAL TEXT -> BOOLEAN
            IS_DIGIT IS_DIGIT TEXT -> BOOLEAN
            REGEXP REGEXP STRING STRING -> BOOLEAN
            REGEXP_EXTRACT REGEXP_EXTRACT STRING STRING INT? -> STRING
            REGEXP_REPLACE REGEXP_REPLACE STRING STRING STRING -> STRING
            DATE_FORMAT DATE_FORMAT TIMESTAMP STRING -> STRING
            DATE_FORMAT DATE_FORMAT STRING STRING -> STRING
            TO_TIMESTAMP TO_TIMESTAMP STRING STRING? -> TIMESTAMP
            TO_DATE TO_DATE STRING STRING? -> DATE
            UNIX_TIMESTAMP UNIX_TIMESTAMP STRING STRING? -> BIGINT
            FROM_UNIXTIME FROM_UNIXTIME BIGINT STRING? -> STRING
            CARDINALITY CARDINALITY COLLECTION -> INT
            ELEMENT ELEMENT ARRAY -> ELEMENT
            ARRAY_CONTAINS ARRAY_CONTAINS ARRAY ELEMENT -> BOOLEAN
            ARRAY_DISTINCT ARRAY_DISTINCT ARRAY -> 1
            ARRAY_POSITION ARRAY_POSITION ARRAY ELEMENT -> INT
            ARRAY_REVERSE ARRAY_REVERSE ARRAY -> 1
            ARRAY_JOIN ARRAY_JOIN ARRAY<STRING> STRING STRING? -> STRING
            ARRAY_MAX ARRAY_MAX SORTABLE -> ELEMENT
            ARRAY_MIN ARRAY_MIN SORTABLE -> ELEMENT
            ARRAY_SORT ARRAY_SORT SORTABLE BOOLEAN? BOOLEAN? -> 1
            ARRAY_CONCAT ARRAY_CONCAT SAME* -> SAME
            ARRAY_SLICE ARRAY_SLICE ARRAY INT INT? -> 1
            MAP_KEYS MAP_KEYS MAP -> KEYS
            MAP_VALUES MAP_VALUES MAP -> VALUES
            """;

    private record Signature(String name, Function function, List<String> parameters, String result) {
        int least() {
            return (int) parameters.stream().filter(p -> !p.endsWith("?")).count();
        }

        boolean takes(int operands) {
            return operands >= least() && (repeats() || operands <= parameters.size());
        }

        boolean repeats() {
            return !parameters.isEmpty()
                    && parameters.get(parameters.size() - 1).endsWith("*");
        }

        String parameter(int index) {
            String parameter = parameters.get(Math.min(index, parameters.size() - 1));
            return parameter.endsWith("?") || parameter.endsWith("*")
                    ? parameter.substring(0, parameter.length() - 1)
                    : parameter;
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(name).append('(');
            for (int i = 0; i < parameters.size(); i++) {
                String kind = switch (parameter(i)) {
                    case "SAME", "ELEMENT" -> "T";
                    case "ARRAY", "SORTABLE" -> "ARRAY<T>";
                    case "MAP" -> "MAP<T>";
                    case "COLLECTION" -> "ARRAY<T> | MAP<T>";
                    case "TEXT" -> "STRING";
                    default -> parameter(i);
                };
                text.append(i == 0 ? "" : ", ");
                text.append(
                        parameters.get(i).endsWith("?")
                                ? "[" + kind + "]"
                                : parameters.get(i).endsWith("*") ? kind + ", ..." : kind);
            }
            return text.append(')').toString();
        }
    }

    private static final Map<String, List<Signature>> SIGNATURES = read();

    private FunctionTable() {}

    private static Map<String, List<Signature>> read() {
        Map<String, List<Signature>> signatures = new HashMap<>();
        for (String line : TABLE.split("\n", -1)) {
            String[] words = line.split(" ", -1);
            if (words.length < 4) {
                continue;
            }
            List<String> parameters = new ArrayList<>();
            for (int i = 2; i < words.length - 2; i++) {
                parameters.add(words[i]);
            }
            signatures
                    .computeIfAbsent(words[0], name -> new ArrayList<>(1))
                    .add(new Signature(
                            words[0], Function.valueOf(words[1]), List.copyOf(parameters), words[words.length - 1]));
        }
        return signatures;
    }

    static boolean has(String name) {
        return SIGNATURES.containsKey(name);
    }

    static Collection<String> names() {
        return SIGNATURES.keySet();
    }

    /** The call of a function of the table, or {@link Literals#ERROR} after the problem was reported. */
    static Expression call(String name, List<Expression> operands, SqlNode place, Diagnostics diagnostics) {
        List<Signature> candidates = SIGNATURES.getOrDefault(name, List.of());
        if (operands.stream().anyMatch(o -> o == Literals.ERROR)) {
            return Literals.ERROR;
        }
        for (Signature signature : candidates) {
            List<Expression> coerced = signature.takes(operands.size()) ? coerced(signature, operands) : null;
            if (coerced != null) {
                DataType result = result(signature, coerced);
                if (result != null) {
                    return new Call(signature.function(), coerced, result);
                }
            }
        }
        if (candidates.stream().anyMatch(c -> c.parameters().contains("SORTABLE"))
                && !operands.isEmpty()
                && operands.get(0).type() instanceof DataType.Array array
                && Types.hasMap(array)) {
            diagnostics.error(place, "types.order", name, array);
            return Literals.ERROR;
        }
        String expected =
                String.join(", ", candidates.stream().map(Signature::toString).toList());
        String given = String.join(
                ", ",
                operands.stream()
                        .map(o -> o == Literals.NULL ? "NULL" : o.type().toString())
                        .toList());
        diagnostics.error(place, "function.operands", name, given, expected);
        return Literals.ERROR;
    }

    private static @Nullable List<Expression> coerced(Signature signature, List<Expression> operands) {
        List<Expression> coerced = new ArrayList<>(operands.size());
        DataType same = null;
        if (!operands.isEmpty() && signature.parameter(operands.size() - 1).equals("SAME")) {
            for (Expression operand : operands) {
                if (operand != Literals.NULL) {
                    same = same == null ? operand.type() : Types.common(same, operand.type());
                    if (same == null) {
                        return null;
                    }
                }
            }
            boolean arrays = signature.function() == Function.ARRAY_CONCAT;
            if (same == null || arrays != same instanceof DataType.Array || (!arrays && !isOrdered(same))) {
                return null;
            }
        }
        for (int i = 0; i < operands.size(); i++) {
            DataType first = i == 0 ? operands.get(0).type() : coerced.get(0).type();
            DataType wanted = wanted(signature.parameter(i), operands.get(i), first, same);
            if (wanted == null) {
                return null;
            }
            coerced.add(Coercion.to(wanted, operands.get(i)));
        }
        return coerced;
    }

    /** The type that the operand is given, or null if it does not fit the parameter. */
    private static @Nullable DataType wanted(
            String parameter, Expression operand, DataType first, @Nullable DataType same) {
        boolean isNull = operand == Literals.NULL;
        DataType type = operand.type();
        switch (parameter) {
            case "SAME" -> {
                return same;
            }
            case "NUMBER" -> {
                return isNull ? Simple.DOUBLE : type.isNumeric() ? type : null;
            }
            case "TEXT" -> {
                return Types.isCollection(type) || Types.isInterval(type) ? null : Simple.STRING;
            }
            case "ARRAY" -> {
                return type instanceof DataType.Array ? type : null;
            }
            case "SORTABLE" -> {
                return type instanceof DataType.Array && !Types.hasMap(type) ? type : null;
            }
            case "MAP" -> {
                return type instanceof DataType.Map ? type : null;
            }
            case "COLLECTION" -> {
                return Types.isCollection(type) ? type : null;
            }
            case "ELEMENT" -> {
                if (!(first instanceof DataType.Array array)) {
                    return null;
                }
                return isNull || array.element().equals(Types.common(array.element(), type)) ? array.element() : null;
            }
            default -> {
                DataType wanted = DataType.parse(parameter)
                        .orElseThrow(() -> new IllegalStateException("no such parameter: " + parameter));
                if (isNull || wanted.equals(type)) {
                    return wanted;
                }
                boolean narrowed = wanted == Simple.INT && type == Simple.BIGINT;
                return narrowed || wanted.equals(Types.common(wanted, type)) ? wanted : null;
            }
        }
    }

    private static boolean isOrdered(DataType type) {
        return !Types.isCollection(type);
    }

    private static @Nullable DataType result(Signature signature, List<Expression> operands) {
        DataType first = operands.isEmpty() ? Simple.STRING : operands.get(0).type();
        return switch (signature.result()) {
            case "1", "SAME" -> first;
            case "ELEMENT" -> first instanceof DataType.Array array ? array.element() : null;
            case "WHOLE" -> first instanceof Decimal decimal ? new Decimal(decimal.precision(), 0) : first;
            case "ROUNDED" ->
                operands.size() == 1
                        ? Types.rounded(first, 0)
                        : operands.get(1) instanceof Literal literal && literal.value() instanceof Integer digits
                                ? Types.rounded(first, digits)
                                : first;
            case "KEYS" -> new DataType.Array(Simple.STRING);
            case "VALUES" -> first instanceof DataType.Map map ? new DataType.Array(map.value()) : null;
            default ->
                DataType.parse(signature.result())
                        .orElseThrow(() -> new IllegalStateException("no such result: " + signature.result()));
        };
    }
}
