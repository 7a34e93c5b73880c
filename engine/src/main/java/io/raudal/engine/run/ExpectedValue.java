package io.raudal.engine.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value that a pipeline file expects, as YAML has it, is the one that came. Numbers are equal by value, doubles to 1e-9
 * relative; times are read as ISO 8601, in UTC where no zone is said; JSON is equal token by token.
 */
final class ExpectedValue {
    private static final double TOLERANCE = 1e-9;
    private static final JsonFactory JSON = new JsonFactory();

    private ExpectedValue() {}

    static boolean matches(@Nullable Object expected, @Nullable Object actual, DataType type) {
        if (expected == null || actual == null) {
            return expected == actual;
        }
        try {
            if (type instanceof DataType.Array array) {
                return expected instanceof List<?> list && matchesAll(list, (List<?>) actual, array.element());
            }
            if (type instanceof DataType.Map map) {
                return expected instanceof Map<?, ?> entries && matchesAll(entries, (Map<?, ?>) actual, map.value());
            }
            return type instanceof Simple simple
                    ? matchesSimple(expected, actual, simple)
                    : number(expected).compareTo((BigDecimal) actual) == 0;
        } catch (NumberFormatException | DateTimeException | IOException e) {
            // What is expected is not of the column's type.
            return false;
        }
    }

    private static boolean matchesSimple(Object expected, Object actual, Simple type) throws IOException {
        String text = expected.toString();
        return switch (type) {
            case STRING, BOOLEAN -> text.equals(actual.toString());
            case INT, BIGINT, INTERVAL_DAY, INTERVAL_MONTH -> number(expected).compareTo(number(actual)) == 0;
            case DOUBLE -> close(Double.parseDouble(text), (Double) actual);
            case DATE -> LocalDate.parse(text).toEpochDay() == ((Number) actual).longValue();
            case TIME -> LocalTime.parse(text).toNanoOfDay() == 1000 * (Long) actual;
            case TIMESTAMP -> micros(text) == (Long) actual;
            case JSON ->
                tokens(expected instanceof String ? text : json(expected)).equals(tokens((String) actual));
        };
    }

    private static boolean matchesAll(List<?> expected, List<?> actual, DataType type) {
        boolean same = expected.size() == actual.size();
        for (int i = 0; same && i < actual.size(); i++) {
            same = matches(expected.get(i), actual.get(i), type);
        }
        return same;
    }

    private static boolean matchesAll(Map<?, ?> expected, Map<?, ?> actual, DataType type) {
        boolean same = expected.keySet().equals(actual.keySet());
        for (Object key : actual.keySet()) {
            same = same && matches(expected.get(key), actual.get(key), type);
        }
        return same;
    }

    private static BigDecimal number(Object value) {
        return new BigDecimal(value.toString());
    }

    private static boolean close(double expected, double actual) {
        return Double.compare(expected, actual) == 0
                || Math.abs(expected - actual) <= TOLERANCE * Math.max(Math.abs(expected), Math.abs(actual));
    }

    private static long micros(String text) {
        String iso = text.replace(' ', 'T');
        OffsetDateTime time;
        if (!iso.contains("T")) {
            time = LocalDate.parse(iso).atStartOfDay().atOffset(ZoneOffset.UTC);
        } else if (iso.endsWith("Z") || iso.lastIndexOf('+') > 0 || iso.lastIndexOf('-') > iso.indexOf('T')) {
            time = OffsetDateTime.parse(iso);
        } else {
            time = LocalDateTime.parse(iso).atOffset(ZoneOffset.UTC);
        }
        return ChronoUnit.MICROS.between(java.time.Instant.EPOCH, time.toInstant());
    }

    private static List<String> tokens(String json) throws IOException {
        List<String> tokens = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                tokens.add(
                        token.isNumeric()
                                ? new BigDecimal(parser.getText())
                                        .stripTrailingZeros()
                                        .toString()
                                : token + parser.getText());
            }
        }
        return tokens;
    }

    /** YAML's lists, maps and scalars as JSON. */
    static String json(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        if (value instanceof List<?> list) {
            List<String> elements = list.stream().map(ExpectedValue::json).toList();
            text.append('[').append(String.join(",", elements)).append(']');
        } else if (value instanceof Map<?, ?> map) {
            List<String> entries = new ArrayList<>();
            map.forEach((key, element) -> entries.add(json(key.toString()) + ":" + json(element)));
            text.append('{').append(String.join(",", entries)).append('}');
        } else if (value instanceof String string) {
            text.append('"')
                    .append(com.fasterxml.jackson.core.io.JsonStringEncoder.getInstance()
                            .quoteAsString(string))
                    .append('"');
        } else {
            text.append(Objects.toString(value, "null"));
        }
        return text.toString();
    }
}
