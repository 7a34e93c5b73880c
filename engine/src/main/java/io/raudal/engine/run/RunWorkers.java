package io.raudal.engine.run;

import io.raudal.engine.step.Emission;
import io.raudal.engine.step.Outbox;
import io.raudal.engine.step.ScannedBatch;
import io.raudal.engine.step.StepGraph.Lane;
import io.raudal.engine.step.StreamScan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a bounded run. Each looks for the furthest piece of work that is ready: an emission for a view's lane, what a
 * partition's step has to emit, the next scanned block for such a step, a block to read and scan.
 *
 * <p>What is stateful runs in an order that only the inputs decide: a partition's blocks in the order of the file; a lane's emissions
 * in the order in which they came. The steps of several partitions work side by side, but each holds back what comes of a block until
 * its partition is the one that is least far in event time, and they emit one at a time. So threads and timing do not show in the
 * rows. Blocks in flight are bounded by slots, bytes and the length of lanes.
 */
final class RunWorkers {
    /** A lane longer than this waits for its view before more blocks are processed. */
    private static final int LANE_LIMIT = 64;

    private static final long BYTES_LIMIT = 128L << 20;
    private static final long GRACE_MILLIS = 2_000;
    /** Has a step keep what it emits until it is flushed. */
    private static final Outbox LATER = emission -> false;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final RunOptions options;
    private final RunListener listener;
    private final ScanPool scans;
    private final Comparator<PartitionInput> order;
    private final Map<Lane, Queue<Emission>> queues = new LinkedHashMap<>();
    private final List<Lane> running = new ArrayList<>();
    private final List<Lane> lastFirst = new ArrayList<>();
    private final Deque<Slot> free = new ArrayDeque<>();
    private final List<PartitionInput> all = new ArrayList<>();
    /** Those that have not ended. */
    private final List<PartitionInput> inputs = new ArrayList<>();

    private final List<Thread> threads = new ArrayList<>();
    private long bytesInFlight;
    private boolean emitting;
    private int alive;
    private boolean stopped;
    private boolean cancelled;
    private @Nullable Throwable failure;

    /**
     * @param byTime whether partitions advance together by event time, else one behind the other
     */
    RunWorkers(RunOptions options, RunListener listener, ScanPool scans, boolean byTime) {
        this.options = options;
        this.listener = listener;
        this.scans = scans;
        Comparator<PartitionInput> byIndex = Comparator.comparingInt(input -> input.index);
        this.order = byTime
                ? Comparator.<PartitionInput>comparingLong(input -> input.progressMicros)
                        .thenComparing(byIndex)
                : byIndex;
    }

    void queue(Lane lane, Emission emission) {
        lock.lock();
        try {
            queues.computeIfAbsent(lane, l -> new ArrayDeque<>()).add(emission);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Runs everything to its end; false if it was cancelled. */
    boolean run(List<PartitionInput> partitions, RunGraph graph) {
        all.addAll(partitions);
        inputs.addAll(partitions);
        ProgressReport report = new ProgressReport(listener, all);
        for (Lane lane : graph.lanes()) {
            lastFirst.add(0, lane);
        }
        int slots = 2 * options.threads() + 1 + Math.min(all.size() - 1, 2 * options.threads());
        for (int i = 0; i < slots; i++) {
            free.add(new Slot(new Block(options.blockBytes())));
        }
        lock.lock();
        try {
            alive = options.threads();
            for (int i = 0; i < options.threads() && !stopped; i++) {
                Thread thread = new Thread(() -> work(graph, report), "raudal-run-" + (i + 1));
                thread.setDaemon(true);
                threads.add(thread);
                thread.start();
            }
            alive = threads.size();
            awaitEnd();
        } finally {
            lock.unlock();
        }
        all.forEach(PartitionInput::close);
        rethrow();
        if (!cancelled) {
            graph.finish();
            report.tell();
        }
        return !cancelled;
    }

    /** Ends the run soon: what waits for an input or an output is interrupted. Any thread, any time. */
    void cancel() {
        lock.lock();
        try {
            cancelled = true;
            stop();
        } finally {
            lock.unlock();
        }
    }

    private void awaitEnd() {
        boolean interrupted = false;
        long graceNanos = TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        while (alive > 0 && graceNanos > 0) {
            try {
                if (stopped) {
                    // A thread that is caught in the output cannot be interrupted; it is a daemon and left behind.
                    graceNanos = changed.awaitNanos(graceNanos);
                } else {
                    changed.await();
                }
            } catch (InterruptedException e) {
                interrupted = true;
                cancelled = true;
                stop();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop() {
        stopped = true;
        threads.forEach(Thread::interrupt);
        changed.signalAll();
    }

    private void rethrow() {
        Throwable found = failure;
        if (found instanceof RuntimeException e) {
            throw e;
        }
        if (found instanceof Error e) {
            throw e;
        }
    }

    private void work(RunGraph graph, ProgressReport report) {
        lock.lock();
        try {
            while (!stopped && !inputsAndLanesAreDone()) {
                Runnable job = next(graph, report);
                if (job == null) {
                    changed.await();
                    continue;
                }
                lock.unlock();
                try {
                    job.run();
                } finally {
                    lock.lock();
                    changed.signalAll();
                }
            }
        } catch (InterruptedException e) {
            // Only stop() interrupts.
        } catch (Throwable e) {
            if (failure == null && !cancelled) {
                failure = e;
            }
            stop();
        } finally {
            alive--;
            changed.signalAll();
            lock.unlock();
        }
    }

    private boolean inputsAndLanesAreDone() {
        return inputs.isEmpty() && running.isEmpty() && queues.values().stream().allMatch(Queue::isEmpty);
    }

    private @Nullable Runnable next(RunGraph graph, ProgressReport report) {
        boolean lanesAreLong = false;
        for (Lane lane : lastFirst) {
            Queue<Emission> queue = queues.get(lane);
            if (queue == null || queue.isEmpty()) {
                continue;
            }
            lanesAreLong |= queue.size() > LANE_LIMIT;
            if (!running.contains(lane)) {
                running.add(lane);
                return () -> runLane(lane, queue);
            }
        }
        if (inputs.isEmpty()) {
            return null;
        }
        PartitionInput least = Objects.requireNonNull(leastOf(input -> true));
        if (least.computed && !emitting && !lanesAreLong) {
            emitting = true;
            Slot slot = least.scanned.get(least.blocksProcessed);
            return slot == null ? () -> end(least, graph, report) : () -> emit(least, slot, report);
        }
        PartitionInput computable = leastOf(PartitionInput::isComputable);
        if (computable != null) {
            computable.computing = true;
            Slot slot = computable.scanned.get(computable.blocksProcessed);
            return () -> compute(computable, slot);
        }
        PartitionInput readable = readable(least);
        if (readable == null) {
            return null;
        }
        Slot slot = free.pop();
        readable.reading = true;
        return () -> readAndScan(readable, slot);
    }

    private @Nullable PartitionInput leastOf(Predicate<PartitionInput> among) {
        PartitionInput least = null;
        for (PartitionInput input : inputs) {
            if (among.test(input) && (least == null || order.compare(input, least) < 0)) {
                least = input;
            }
        }
        return least;
    }

    /**
     * The input to read next: the least far one, else a block ahead of one that will be needed while slots abound. The last slot, and
     * memory past the limit, are for the least far one when nothing of it is in flight: that block will be processed next.
     */
    private @Nullable PartitionInput readable(PartitionInput least) {
        boolean scarce = free.size() <= 1 || bytesInFlight > BYTES_LIMIT;
        if (!least.reading && !least.readToEnd) {
            return !free.isEmpty() && (!scarce || least.isProcessed()) ? least : null;
        }
        if (scarce || free.size() <= options.threads()) {
            return null;
        }
        return leastOf(input -> !input.reading && !input.readToEnd && input.isProcessed());
    }

    private void runLane(Lane lane, Queue<Emission> queue) {
        Emission emission;
        lock.lock();
        try {
            emission = queue.remove();
        } finally {
            lock.unlock();
        }
        lane.run(emission);
        lock.lock();
        try {
            running.remove(lane);
        } finally {
            lock.unlock();
        }
    }

    private void readAndScan(PartitionInput input, Slot slot) {
        StreamScan scan = input.read(slot.block) ? input.scan(scans) : null;
        lock.lock();
        try {
            input.reading = false;
            if (scan == null) {
                input.readToEnd = true;
                release(slot);
                return;
            }
            slot.number = input.blocksRead++;
            bytesInFlight += slot.block.bytes.length;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        slot.scan = scan;
        slot.batch = scan.scanLines(slot.block.bytes, slot.block.from, slot.block.to, 0);
        lock.lock();
        try {
            input.scanned.put(slot.number, slot);
        } finally {
            lock.unlock();
        }
    }

    /** @param slot the next block; null at the end */
    private void compute(PartitionInput input, @Nullable Slot slot) {
        if (slot == null) {
            input.step.advance(Long.MAX_VALUE, LATER);
            input.close();
        } else {
            ScannedBatch batch = Objects.requireNonNull(slot.batch);
            batch.place(input.nextPosition);
            input.step.process(batch, LATER);
            input.nextPosition = batch.nextPosition();
        }
        lock.lock();
        try {
            input.computing = false;
            input.computed = true;
        } finally {
            lock.unlock();
        }
    }

    private void emit(PartitionInput input, Slot slot, ProgressReport report) {
        input.step.flush(input.out);
        report.emitted(input);
        scans.give(Objects.requireNonNull(slot.scan));
        lock.lock();
        try {
            input.scanned.remove(slot.number);
            input.blocksProcessed++;
            input.progressMicros = Math.max(input.progressMicros, input.step.highestMicros());
            input.computed = false;
            bytesInFlight -= slot.block.bytes.length;
            release(slot);
            emitting = false;
        } finally {
            lock.unlock();
        }
    }

    private void end(PartitionInput input, RunGraph graph, ProgressReport report) {
        input.step.flush(input.out);
        report.emitted(input);
        int ended = Integer.MAX_VALUE;
        lock.lock();
        try {
            inputs.remove(input);
            for (PartitionInput other : inputs) {
                if (other.stream.name().equals(input.stream.name())) {
                    ended = Math.min(ended, other.partition - 1);
                }
            }
        } finally {
            lock.unlock();
        }
        graph.ended(input.stream.name(), Math.min(ended, input.lastPartition));
        lock.lock();
        try {
            emitting = false;
        } finally {
            lock.unlock();
        }
    }

    private void release(Slot slot) {
        slot.batch = null;
        slot.scan = null;
        slot.block.shrink();
        free.push(slot);
    }
}
