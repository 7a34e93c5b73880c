package io.raudal.engine.live;

import io.raudal.engine.run.FailedRows;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many rows the views of a pipeline have made and left out since the start of the process. Engines of one pipeline that follow each
 * other count in the same one, so that a figure never falls. By the names of views; any thread may use it.
 */
public final class CountedRows {
    private final Map<String, Long> finalRows = new ConcurrentHashMap<>();
    private final Map<String, FailedRows> failedRows = new ConcurrentHashMap<>();

    void addFinal(String view, long rows) {
        finalRows.merge(view, rows, Long::sum);
    }

    void addFailed(String view, FailedRows rows) {
        failedRows.merge(view, rows, FailedRows::and);
    }

    long finalRows(String view) {
        return finalRows.getOrDefault(view, 0L);
    }

    /** By view, the rows that were left out, open ones each time that they were. */
    Map<String, FailedRows> failedRows() {
        return Map.copyOf(failedRows);
    }
}
