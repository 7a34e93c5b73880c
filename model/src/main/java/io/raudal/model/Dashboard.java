package io.raudal.model;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of panels on a grid of 12 columns, filled from left to right in their order.
 *
 * @param title null for the name
 * @param range how much time the panels show until the reader chooses another length
 * @param variables columns by whose values the panels of views can be filtered; a panel without the column shows all
 */
public record Dashboard(
        String name, @Nullable Title title, Duration range, List<String> variables, List<Panel> panels) {
    /** Columns of the grid. */
    public static final int COLUMNS = 12;

    public Dashboard {
        Objects.requireNonNull(name);
        variables = List.copyOf(variables);
        panels = List.copyOf(panels);
        if (range.isZero() || range.isNegative()) {
            throw new IllegalArgumentException(name + ": range " + range);
        }
    }
}
