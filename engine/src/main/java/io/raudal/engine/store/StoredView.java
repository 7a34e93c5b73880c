package io.raudal.engine.store;

import io.raudal.plan.Field;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A view as the store knows it.
 *
 * @param name {@code pipeline.view}, with the generation where there are several
 * @param columns in the order of the SELECT
 * @param retention counted from the view's watermark; null keeps rows for ever
 */
public record StoredView(
        String name, List<Field> columns, @Nullable Duration retention) {
    public StoredView {
        Objects.requireNonNull(name);
        columns = List.copyOf(columns);
    }
}
