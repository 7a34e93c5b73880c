package io.raudal.model.file;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The values of a group's keys, as they were read at one place of the file. */
final class Values {
    private record Read(@Nullable Object value, Place place) {}

    private final Place place;
    private final Map<String, Read> values = new HashMap<>();

    Values(Place place) {
        this.place = place;
    }

    <T> void read(Key<T> key, Node node) {
        Place at = place.child(key.name(), node.position());
        values.put(key.name(), new Read(key.shape().read(node, at), at));
    }

    /** The place of the group. */
    Place place() {
        return place;
    }

    /** Whether the key is in the file. */
    boolean has(Key<?> key) {
        return values.containsKey(key.name());
    }

    /** Whether the key is in the file with a value that is wrong. */
    boolean isWrong(Key<?> key) {
        Read read = values.get(key.name());
        return read != null && read.value() == null;
    }

    /** The key's value, else its default; null if it has neither (what is wrong is reported already). */
    @SuppressWarnings("unchecked") // put by read(), with the key's own shape
    <T> @Nullable T get(Key<T> key) {
        Read read = values.get(key.name());
        return read == null || read.value() == null ? key.defaultValue() : (T) read.value();
    }

    /** The value of a key that has a default. */
    <T> T getOrDefault(Key<T> key) {
        return Objects.requireNonNull(get(key), key.name());
    }

    /** The list under the key; empty if there is none. */
    <T> List<T> list(Key<List<T>> key) {
        List<T> list = get(key);
        return list == null ? List.of() : list;
    }

    /** The place of the key's value; of the group, if the key is not there. */
    Place at(Key<?> key) {
        Read read = values.get(key.name());
        return read == null ? place.child(key.name(), place.position()) : read.place();
    }
}
