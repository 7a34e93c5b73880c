package io.raudal.model.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as YAML for people: one key a line, and what is short and holds nothing nested in brackets. Texts have quotes only
 * where they need them, those of several lines stand in a block. Values are Map, List, String, Boolean, BigDecimal and null.
 */
final class YamlWriter {
    private static final int MAX_WIDTH = 110;
    /** The pattern of plain texts is matched by recursion. */
    private static final int MAX_PLAIN = 200;

    private static final Pattern PLAIN =
            Pattern.compile("[\\p{L}_][\\p{L}0-9_./-]*( [\\p{L}0-9_./-]+)*|([0-9]+(ms|[smhd]))+");
    private static final Pattern WORD = Pattern.compile("(?i)true|false|yes|no|on|off|null");
    private static final Pattern BLOCK =
            Pattern.compile("[^\\s\\p{Cntrl}][\\n\\x20-\\x7E\\xA0-\\u2027\\u202A-\\uD7FF]*");

    private final int step;

    /** @param step how many blanks deeper each level stands */
    YamlWriter(int step) {
        this.step = step;
    }

    /** A key and its value, its lines behind so many blanks; a map's keys stand in lines of their own. */
    List<String> entry(String key, @Nullable Object value, int indent) {
        List<String> lines = new ArrayList<>();
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            lines.add(" ".repeat(indent) + text(key) + ":");
            map.forEach((name, inner) -> add(String.valueOf(name), inner, indent + step, lines));
        } else {
            add(key, value, indent, lines);
        }
        return lines;
    }

    private void add(String key, @Nullable Object value, int indent, List<String> lines) {
        String head = " ".repeat(indent) + text(key) + ":";
        if (value instanceof String text && isBlock(text)) {
            addBlock(head, text, indent + step, lines);
        } else if (isShort(value, head)) {
            lines.add(head + " " + flow(value));
        } else if (value instanceof Map<?, ?>) {
            lines.addAll(entry(key, value, indent));
        } else {
            lines.add(head);
            addItems((List<?>) value, indent + step, lines);
        }
    }

    private void addItems(@Nullable List<?> items, int indent, List<String> lines) {
        for (Object item : items == null ? List.of() : items) {
            String head = " ".repeat(indent) + "-";
            if (isShort(item, head) || !(item instanceof Map<?, ?> map)) {
                lines.add(head + " " + flow(item));
                continue;
            }
            List<String> inner = new ArrayList<>();
            map.forEach((name, value) -> add(String.valueOf(name), value, indent + 2, inner));
            inner.set(0, head + " " + inner.get(0).substring(indent + 2));
            lines.addAll(inner);
        }
    }

    private static void addBlock(String head, String text, int indent, List<String> lines) {
        lines.add(head + (text.endsWith("\n") ? " |" : " |-"));
        text.lines().forEach(line -> lines.add(line.isEmpty() ? "" : " ".repeat(indent) + line));
    }

    /** Whether the text has several lines that a block keeps as they are. */
    private static boolean isBlock(String text) {
        String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return body.contains("\n")
                && body.equals(body.stripTrailing())
                && BLOCK.matcher(text).matches();
    }

    private static boolean isShort(@Nullable Object value, String head) {
        return isFlat(value, true) && head.length() + 1 + flow(value).length() <= MAX_WIDTH
                || !(value instanceof Map<?, ?> || value instanceof List<?>);
    }

    /** Whether nothing in it is nested but lists of scalars, and no text has several lines. */
    private static boolean isFlat(@Nullable Object value, boolean top) {
        if (value instanceof Map<?, ?> map) {
            return top
                    && map.values().stream()
                            .allMatch(
                                    inner -> !(inner instanceof Map<?, ?>) && isFlat(inner, inner instanceof List<?>));
        }
        if (value instanceof List<?> list) {
            return top && list.stream().allMatch(item -> isFlat(item, false));
        }
        return !(value instanceof String text) || !text.contains("\n");
    }

    /** In one line, maps and lists in brackets. */
    static String flow(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty()
                    ? "{}"
                    : map.entrySet().stream()
                            .map(entry -> text(String.valueOf(entry.getKey())) + ": " + flow(entry.getValue()))
                            .collect(Collectors.joining(", ", "{ ", " }"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(YamlWriter::flow).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof String text ? text(text) : value == null ? "~" : value.toString();
    }

    private static String text(String text) {
        if (text.length() <= MAX_PLAIN
                && PLAIN.matcher(text).matches()
                && !WORD.matcher(text).matches()) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').appendCodePoint(c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (isPrintable(c)) {
                        quoted.appendCodePoint(c);
                    } else {
                        quoted.append(String.format("\\u%04x", c));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean isPrintable(int c) {
        return c >= ' '
                && !(c >= 0x7F && c < 0xA0)
                && c != 0x2028
                && c != 0x2029
                && c != 0xFEFF
                && !(c >= 0xD800 && c <= 0xDFFF)
                && c != 0xFFFE
                && c != 0xFFFF;
    }
}
