package io.raudal.sql;

import io.raudal.plan.Expression;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A column that a query can name.
 *
 * @param qualifier the table's name or alias, if it has one
 * @param value over the row of the stages so far
 * @param merged whether a USING hides it: it can be named with its qualifier only
 */
record Attribute(@Nullable String qualifier, String name, Expression value, boolean merged) {
    Attribute {
        Objects.requireNonNull(name);
        Objects.requireNonNull(value);
    }

    Attribute(@Nullable String qualifier, String name, Expression value) {
        this(qualifier, name, value, false);
    }

    Attribute with(Expression newValue) {
        return new Attribute(qualifier, name, newValue, merged);
    }
}
