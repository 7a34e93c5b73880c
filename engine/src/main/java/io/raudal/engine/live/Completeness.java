package io.raudal.engine.live;

import io.raudal.engine.key.RowKey;
import io.raudal.engine.step.ChangeBatch;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Leaves out the rows of windows of which the log had lost a part when their view was made: a wrong row is worse than none. Of each
 * such view it knows up to when something may be missing, and of those that read it learns it from the rows that it leaves out.
 */
final class Completeness {
    private final Map<String, Long> missingUntil = new ConcurrentHashMap<>();
    private final Function<String, List<String>> readers;

    /**
     * @param missingUntil by view, a time in milliseconds; windows that start later are whole. Views that miss nothing are not there
     * @param readers the views that read a view
     */
    Completeness(Map<String, Long> missingUntil, Function<String, List<String>> readers) {
        this.missingUntil.putAll(missingUntil);
        this.readers = readers;
    }

    /** {@link Long#MIN_VALUE} if nothing is missing. */
    long missingUntil(String view) {
        return missingUntil.getOrDefault(view, Long.MIN_VALUE);
    }

    /** The rows of windows that are whole. */
    ChangeBatch whole(ChangeBatch changes) {
        Long until = missingUntil.get(changes.view());
        if (until == null) {
            return changes;
        }
        ChangeBatch whole = changes.where(row -> RowKey.windowStart(changes.key(row)) > until);
        if (changes.isFinal() && whole.size() < changes.size()) {
            for (int row = 0; row < changes.size(); row++) {
                if (RowKey.windowStart(changes.key(row)) <= until) {
                    long time = changes.windowEnd(row) - 1;
                    readers.apply(changes.view()).forEach(reader -> missingUntil.merge(reader, time, Math::max));
                }
            }
        }
        return whole;
    }
}
