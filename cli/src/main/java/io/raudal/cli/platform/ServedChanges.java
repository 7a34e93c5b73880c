package io.raudal.cli.platform;

import io.raudal.engine.RowChange;
import io.raudal.engine.changes.Changed;
import io.raudal.engine.changes.Changes;
import io.raudal.engine.changes.OpenRows;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Changes as those see them who know a view by its own name: those of the generation that serves it now. When another one takes over,
 * a cursor of the one before is too old, and its reader begins anew.
 *
 * @param serving the stored name by {@code pipeline.view}
 */
record ServedChanges(Changes kept, UnaryOperator<String> serving) implements Changes {
    @Override
    public void publish(String view, List<RowChange> changes) {
        kept.publish(view, changes);
    }

    @Override
    public OpenRows snapshot(String view) {
        return kept.snapshot(serving.apply(view));
    }

    @Override
    public int openRows(String view) {
        return kept.openRows(serving.apply(view));
    }

    @Override
    public Changed read(String view, long cursor, int limit, Duration timeout) throws InterruptedException {
        return kept.read(serving.apply(view), cursor, limit, timeout);
    }

    @Override
    public void forget(String view) {
        kept.forget(view);
    }
}
