package io.raudal.engine.run;

import io.raudal.engine.step.Ledger;
import java.util.List;
import java.util.Map;

/**
 * What came of a bounded run.
 *
 * @param ledgers by stream that was read, then by window view that other views read
 * @param rejected by stream, how many records could not be framed
 * @param failures what of the inputs could not be used; everything else was
 * @param failedRows by view, the aggregated rows that were left out; views without any are not in it
 * @param cancelled whether it was ended early: rows that are out are right, others are missing
 */
public record RunResult(
        Map<String, Ledger> ledgers,
        Map<String, Long> rejected,
        List<InputFailure> failures,
        Map<String, FailedRows> failedRows,
        boolean cancelled) {}
