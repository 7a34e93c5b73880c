package io.raudal.engine.scan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.raudal.engine.DeadReason;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What an event means to Jackson behind the JDK's strict UTF-8 decoder, and what DESIGN makes of its values. */
final class JsonOracle {
    /** A number as it is written. */
    record Numeral(String text) {}

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1000)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private JsonOracle() {}

    /** The event as a Map, or the reason why it is dead. */
    static Object event(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return DeadReason.ENCODING;
        }
        try (JsonParser parser = JACKSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return DeadReason.MALFORMED;
            }
            Object event = value(parser);
            return parser.nextToken() == null ? event : DeadReason.MALFORMED;
        } catch (IOException e) {
            return DeadReason.MALFORMED;
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT:
                Map<String, Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                return object;
            case START_ARRAY:
                List<Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                return array;
            case VALUE_STRING:
                return wellFormed(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT:
                return new Numeral(parser.getText());
            case VALUE_TRUE:
                return true;
            case VALUE_FALSE:
                return false;
            case VALUE_NULL:
                return null;
            default:
                throw new AssertionError(parser.currentToken());
        }
    }

    /** Where we differ from Jackson: half a surrogate pair, which it keeps and UTF-8 cannot say, is U+FFFD. */
    private static String wellFormed(String text) {
        if (text.chars().noneMatch(unit -> unit >= 0xd800 && unit < 0xe000)) {
            return text;
        }
        int[] points = text.codePoints()
                .map(point -> point >= 0xd800 && point < 0xe000 ? 0xfffd : point)
                .toArray();
        return new String(points, 0, points.length);
    }

    /** The value at a path of names and indexes; null where there is none. */
    static Object at(Object event, Object... path) {
        Object value = event;
        for (Object step : path) {
            if (step instanceof String name) {
                value = value instanceof Map<?, ?> map ? map.get(name) : null;
            } else {
                int index = (Integer) step;
                value = value instanceof List<?> list && index < list.size() ? list.get(index) : null;
            }
        }
        return value;
    }

    static final class TypeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TypeException() {
            super(null, null, false, false);
        }
    }

    static String string(Object value) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        if (value instanceof Numeral number) {
            return number.text;
        }
        if (value instanceof Boolean) {
            return value.toString();
        }
        throw new TypeException();
    }

    private static String trimmed(Object value) {
        String text = string(value);
        int from = 0;
        int to = text.length();
        while (from < to && " \t".indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && " \t".indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }

    static Double doubleOf(Object value) {
        if (value == null) {
            return null;
        }
        String text = trimmed(value);
        if (value instanceof String) {
            switch (text.toLowerCase(java.util.Locale.ROOT)) {
                case "nan":
                    return Double.NaN;
                case "infinity":
                    return Double.POSITIVE_INFINITY;
                case "-infinity":
                    return Double.NEGATIVE_INFINITY;
                default:
                    break;
            }
        }
        if (!isNumber(text)) {
            throw new TypeException();
        }
        double number = Double.parseDouble(text);
        if (Double.isInfinite(number)) {
            throw new TypeException();
        }
        return number;
    }

    private static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    private static BigDecimal decimal(Object value) {
        String text = trimmed(value);
        if (!isNumber(text)) {
            throw new TypeException();
        }
        try {
            BigDecimal number = new BigDecimal(text);
            if (number.signum() != 0 && Math.abs((long) number.precision() - number.scale()) > 5000) {
                throw new TypeException();
            }
            return number.signum() == 0 ? BigDecimal.ZERO : number;
        } catch (NumberFormatException e) {
            if (text.matches("[+-]?[0.]*([eE].*)?")) {
                return BigDecimal.ZERO;
            }
            throw new TypeException();
        }
    }

    static Long longOf(Object value, long least, long most) {
        if (value == null) {
            return null;
        }
        BigDecimal number = decimal(value);
        try {
            long whole = number.longValueExact();
            if (whole >= least && whole <= most) {
                return whole;
            }
        } catch (ArithmeticException e) {
            throw new TypeException();
        }
        throw new TypeException();
    }

    static BigDecimal decimalOf(Object value, int precision, int scale) {
        if (value == null) {
            return null;
        }
        try {
            BigDecimal number = decimal(value).setScale(scale, java.math.RoundingMode.UNNECESSARY);
            if (number.precision() <= precision) {
                return number;
            }
        } catch (ArithmeticException e) {
            throw new TypeException();
        }
        throw new TypeException();
    }

    static Long booleanOf(Object value) {
        if (value == null) {
            return null;
        }
        String text = trimmed(value).toLowerCase(java.util.Locale.ROOT);
        if (!List.of("true", "false").contains(text)) {
            throw new TypeException();
        }
        return text.equals("true") ? 1L : 0L;
    }

    static List<Object> strings(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof List<?> list) {
            return Arrays.asList(list.stream().map(JsonOracle::string).toArray());
        }
        throw new TypeException();
    }

    static Map<String, Object> longs(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> longs = new LinkedHashMap<>();
            map.forEach((key, element) -> longs.put((String) key, longOf(element, Long.MIN_VALUE, Long.MAX_VALUE)));
            return longs;
        }
        throw new TypeException();
    }
}
