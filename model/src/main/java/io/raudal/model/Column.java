package io.raudal.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One column of a stream or of a table.
 *
 * @param name case-sensitive, unique in its stream
 * @param notNull a NULL here makes the event dead
 * @param path where its value is in the event; not read when {@code expression} is there
 * @param format how a TIMESTAMP, DATE or TIME is written; ISO for all others
 * @param expression an SQL expression over the other columns instead of a field ({@code as})
 */
public record Column(
        String name,
        DataType type,
        boolean notNull,
        FieldPath path,
        TimestampFormat format,
        @Nullable String expression) {

    public Column {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(path);
        Objects.requireNonNull(format);
    }

    /** A nullable column that is read from the field of its own name. */
    public static Column of(String name, DataType type) {
        return new Column(name, type, false, FieldPath.of(name), new TimestampFormat.Iso(), null);
    }
}
