package io.raudal.engine.live;

import io.raudal.engine.step.ChangeBatch;
import io.raudal.engine.step.Emission;

/** Where a graph's rows go. Called by whichever thread runs the step that emits, for one view by one at a time. */
interface RowTarget {

    /** Takes row changes of a view. */
    void take(ChangeBatch batch);

    /** Takes note of a row that was left out. */
    void fail(Emission.FailedRow row);

    /** All rows of the view that are older than this have come. */
    default void complete(String view, long micros) {}
}
