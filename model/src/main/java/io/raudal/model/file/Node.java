package io.raudal.model.file;

import io.raudal.model.Position;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value of a YAML document and its place in the file. Scalars mean what YAML 1.2's core schema says: {@code yes} and {@code on} are
 * text.
 */
sealed interface Node {

    Position position();

    /** In the form of the messages: one short line. */
    String shown();

    /** As String, Boolean, BigDecimal, Double (NaN and infinities alone), List, Map or null. */
    @Nullable Object value();

    /** How a scalar is written. */
    enum Style {
        PLAIN,
        QUOTED,
        LITERAL,
        FOLDED
    }

    /** Text that came from elsewhere than its place in the file: {@code text[from, to)} for what starts at {@code written}. */
    record Replaced(int from, int to, int written) {}

    /**
     * A text, number, boolean or null.
     *
     * @param written as YAML gives it
     * @param text the same with its references to the environment replaced
     * @param replaced in their order
     */
    record Scalar(Position position, Style style, String written, String text, List<Replaced> replaced)
            implements Node {
        private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
        private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
        private static final Pattern NUMBER =
                Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?|0o[0-7]+|0x[0-9a-fA-F]+");
        private static final Pattern INFINITE = Pattern.compile("([-+]?)\\.(inf|Inf|INF)");
        private static final Pattern NAN = Pattern.compile("\\.(nan|NaN|NAN)");
        private static final int MAX_NUMBER_LENGTH = 400;
        private static final int MAX_SHOWN = 60;

        /** A value that is not in the file, such as a default. */
        static Scalar of(String text) {
            return new Scalar(Position.START, text.isEmpty() ? Style.QUOTED : Style.PLAIN, text, text, List.of());
        }

        boolean isNull() {
            return style == Style.PLAIN && NULL.matcher(text).matches();
        }

        boolean isText() {
            return value() instanceof String;
        }

        @Override
        public @Nullable Object value() {
            if (style != Style.PLAIN) {
                return text;
            }
            if (isNull()) {
                return null;
            }
            if (BOOLEAN.matcher(text).matches()) {
                return Boolean.parseBoolean(text);
            }
            if (text.length() <= MAX_NUMBER_LENGTH && NUMBER.matcher(text).matches()) {
                return number(text);
            }
            if (NAN.matcher(text).matches()) {
                return Double.NaN;
            }
            if (INFINITE.matcher(text).matches()) {
                return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            }
            return text;
        }

        private static BigDecimal number(String text) {
            if (text.startsWith("0o")) {
                return new BigDecimal(new BigInteger(text.substring(2), 8));
            }
            if (text.startsWith("0x")) {
                return new BigDecimal(new BigInteger(text.substring(2), 16));
            }
            return new BigDecimal(text);
        }

        @Override
        public String shown() {
            String line = written.strip().replaceAll("\\s*\\R\\s*", " ");
            String shortened = line.codePointCount(0, line.length()) <= MAX_SHOWN
                    ? line
                    : line.substring(0, line.offsetByCodePoints(0, MAX_SHOWN)) + "…";
            if (style == Style.PLAIN) {
                return written.isEmpty() ? "null" : shortened;
            }
            boolean blanks = style == Style.QUOTED && !line.equals(written);
            return line.isEmpty() || blanks ? '"' + shortened + '"' : shortened;
        }
    }

    /** A list. */
    record Sequence(Position position, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String shown() {
            return items.isEmpty() ? "[]" : "[…]";
        }

        @Override
        public List<@Nullable Object> value() {
            List<@Nullable Object> values = new ArrayList<>();
            items.forEach(item -> values.add(item.value()));
            return values;
        }
    }

    /** Keys with values, in the order of the file; every key once. */
    record Mapping(Position position, List<Entry> entries) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String shown() {
            return entries.isEmpty() ? "{}" : "{" + entries.get(0).key() + ": …}";
        }

        @Override
        public Map<String, @Nullable Object> value() {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            entries.forEach(entry -> values.put(entry.key(), entry.node().value()));
            return values;
        }
    }

    /** A key and its value. */
    record Entry(String key, Position keyPosition, Node node) {}

    /** What could not be read; its problem is reported already. */
    record Unreadable(Position position) implements Node {
        @Override
        public String shown() {
            return "?";
        }

        @Override
        public @Nullable Object value() {
            return null;
        }
    }
}
