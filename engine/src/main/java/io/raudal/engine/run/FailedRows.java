package io.raudal.engine.run;

import io.raudal.engine.Detail;
import io.raudal.engine.step.Emission;

/**
 * Aggregated rows of a view that were left out, because its select list or HAVING had no value for them.
 *
 * @param first rule and value of the first one
 */
public record FailedRows(long count, Detail first) {

    public static FailedRows of(Emission.FailedRow row) {
        return new FailedRows(1, row.detail());
    }

    /** With those that came later. */
    public FailedRows and(FailedRows later) {
        return new FailedRows(count + later.count, first);
    }
}
