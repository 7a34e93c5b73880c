package io.raudal.engine;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What views emit, stores keep and pages receive: one row put or deleted.
 *
 * @param key the row's key as bytes whose unsigned order is the order of rows ({@code RowKey}); a store keeps one row a key
 * @param version grows with every change of a key; a store ignores a change whose version is not above the one it has
 * @param values in the order of the view's output, each as in {@link io.raudal.plan.Expression.Literal}; null for a delete
 * @param isFinal whether the row never changes again (only an explicit replay replaces it)
 * @param windowEnd of the row's window in milliseconds, or the event time of a row of a row view; for retention
 */
public record RowChange(
        byte[] key, long version, @Nullable Object @Nullable [] values, boolean isFinal, long windowEnd) {

    public static RowChange put(byte[] key, long version, @Nullable Object[] values, boolean isFinal, long windowEnd) {
        return new RowChange(key, version, values, isFinal, windowEnd);
    }

    public static RowChange delete(byte[] key, long version, boolean isFinal, long windowEnd) {
        return new RowChange(key, version, null, isFinal, windowEnd);
    }

    public boolean isDelete() {
        return values == null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowChange that
                && Arrays.equals(key, that.key)
                && version == that.version
                && Arrays.deepEquals(values, that.values)
                && isFinal == that.isFinal
                && windowEnd == that.windowEnd;
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(key), version, Arrays.deepHashCode(values), isFinal, windowEnd);
    }
}
