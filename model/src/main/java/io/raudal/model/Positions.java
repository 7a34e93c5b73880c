package io.raudal.model;

import java.util.Map;

/**
 * Where the values of a pipeline file stand.
 *
 * @param values by path, the place of the value (of the key, where it has none)
 * @param texts by path of a block scalar (such as SQL), the place of its first character; a position inside the text is moved by it
 */
public record Positions(Map<String, Position> values, Map<String, Position> texts) {
    public Positions {
        values = Map.copyOf(values);
        texts = Map.copyOf(texts);
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

    /** The place in the file of a position inside the text at the path; every line of a block scalar is indented alike. */
    public Position inText(String path, Position inside) {
        Position start = texts.get(path);
        if (start == null) {
            return of(path);
        }
        return new Position(start.line() + inside.line() - 1, start.column() + inside.column() - 1);
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
}
