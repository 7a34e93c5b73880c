package io.raudal.engine.run;

import io.raudal.engine.step.Ledger;
import java.util.List;

/** Tells the listener how far a run is, now and then. Belongs to whichever thread emits. */
final class ProgressReport {
    private static final long PAUSE_NANOS = 100_000_000;

    private final RunListener listener;
    private final List<PartitionInput> inputs;
    private final long bytesTotal;
    private long lastNanos = System.nanoTime();

    ProgressReport(RunListener listener, List<PartitionInput> inputs) {
        this.listener = listener;
        this.inputs = inputs;
        long total = 0;
        for (PartitionInput input : inputs) {
            long size = input.sizeBytes();
            total = size < 0 || total < 0 ? -1 : total + size;
        }
        bytesTotal = total;
    }

    /** An input's step has emitted; it is not at work until this returns. */
    void emitted(PartitionInput input) {
        Ledger ledger = input.step.ledger();
        input.received = ledger.received();
        input.dead = ledger.dead();
        input.late = ledger.late();
        if (System.nanoTime() - lastNanos >= PAUSE_NANOS) {
            lastNanos = System.nanoTime();
            tell();
        }
    }

    void tell() {
        long bytes = 0;
        long events = 0;
        long dead = 0;
        long late = 0;
        for (PartitionInput input : inputs) {
            bytes += input.consumed();
            events += input.received;
            dead += input.dead;
            late += input.late;
        }
        synchronized (listener) {
            listener.progress(new RunProgress(bytes, bytesTotal, events, dead, late));
        }
    }
}
