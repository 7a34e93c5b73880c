package io.raudal.model;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where the values of a pipeline file stand.
 *
 * @param values by path, the place of the value (of the key, where it has none)
 * @param texts by path of an SQL text, where its pieces stand, in their order
 */
public record Positions(Map<String, Position> values, Map<String, List<Run>> texts) {

    /**
     * A piece of a text that stands in one line of the file.
     *
     * @param inside where it starts in the text
     * @param place where it starts in the file
     * @param length in characters; 0 for what stands elsewhere, such as the value of an environment variable
     * @param reference what stands in the file in its place, such as <code>${NAME}</code>; empty if it is no such value
     * @param value what is referred to, whole
     */
    public record Run(Position inside, Position place, int length, String reference, String value) {
        public Run(Position inside, Position place, int length) {
            this(inside, place, length, "", "");
        }

        /** The text without the value; a part of the value alone is hidden too. */
        private String hide(String text) {
            if (value.isBlank() || text.isBlank()) {
                return text;
            }
            return bounded(text).matcher(value).find()
                    ? reference
                    : bounded(value).matcher(text).replaceAll(Matcher.quoteReplacement(reference));
        }

        /** Where the text stands, but not as a part of a longer word. */
        private static Pattern bounded(String text) {
            return Pattern.compile(
                    "(?<![\\p{L}\\p{N}_])" + Pattern.quote(text) + "(?![\\p{L}\\p{N}_])", Pattern.CASE_INSENSITIVE);
        }

        private Position of(Position position) {
            int behind = position.line() == inside.line() ? position.column() - inside.column() : length;
            return new Position(place.line(), place.column() + Math.max(0, Math.min(behind, length)));
        }
    }

    public Positions {
        values = Map.copyOf(values);
        texts = texts.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, text -> List.copyOf(text.getValue())));
    }

    /** The path of what stands under a key; a key with a dot, a bracket or a quote is quoted. */
    public static String child(String path, String key) {
        return (path.isEmpty() ? "" : path + ".") + FieldPath.of(key);
    }

    /** The path of a list's item, counted from 0. */
    public static String child(String path, int index) {
        return path + "[" + index + "]";
    }

    /** The place of the value at the path, or of the nearest parent that has one. */
    public Position of(String path) {
        for (String at = path; !at.isEmpty(); at = parent(at)) {
            Position position = values.get(at);
            if (position != null) {
                return position;
            }
        }
        return Position.START;
    }

    /** The place in the file of a position inside the text at the path; never beyond the piece that it falls in. */
    public Position inText(String path, Position inside) {
        return texts.getOrDefault(path, List.of()).stream()
                .filter(run -> run.inside().compareTo(inside) <= 0)
                .reduce((earlier, later) -> later)
                .map(run -> run.of(inside))
                .orElseGet(() -> of(path));
    }

    /** What a message says of the text at the path, with references in place of the values that they stand for. */
    public String hidden(String path, String said) {
        String hidden = said;
        for (Run run : texts.getOrDefault(path, List.of())) {
            hidden = run.hide(hidden);
        }
        return hidden;
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
}
