package io.raudal.model.file;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One key of a group.
 *
 * @param required whether it must be there
 * @param defaultText what is read where the key is not there, as it would stand in the file; null if nothing is
 * @param defaultValue the same, read
 */
record Key<T>(
        String name,
        Shape<T> shape,
        boolean required,
        @Nullable String defaultText,
        @Nullable T defaultValue) {

    static <T> Key<T> required(String name, Shape<T> shape) {
        return new Key<>(name, shape, true, null, null);
    }

    static <T> Key<T> optional(String name, Shape<T> shape) {
        return new Key<>(name, shape, false, null, null);
    }

    /** With a default in one plain scalar. */
    static <T> Key<T> optional(String name, Shape<T> shape, String defaultText) {
        T value = shape.read(Node.Scalar.of(defaultText), Place.root(new Reading(new FileText(""))));
        Objects.requireNonNull(value, name);
        return new Key<>(name, shape, false, defaultText, value);
    }

    /** The value of a key that has a default and is not there. */
    T ofDefault() {
        return Objects.requireNonNull(defaultValue, name);
    }
}
