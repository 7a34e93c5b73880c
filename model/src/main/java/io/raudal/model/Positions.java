package io.raudal.model;

import java.util.List;
import java.util.Map;
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
     */
    public record Run(Position inside, Position place, int length) {
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

    private static String parent(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
}
