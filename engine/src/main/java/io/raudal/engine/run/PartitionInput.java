package io.raudal.engine.run;

import io.raudal.engine.RecordFormat;
import io.raudal.engine.step.Outbox;
import io.raudal.engine.step.PartitionStep;
import io.raudal.engine.step.PipelineSteps;
import io.raudal.engine.step.ScannedBatch;
import io.raudal.engine.step.StreamScan;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.plan.StreamPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One input on its way: what was read, scanned and processed of it. The fields are guarded by the lock of {@link RunWorkers}; the
 * reader belongs to whoever set {@link #reading}, the step to whoever set {@link #computing} or has it emit.
 */
final class PartitionInput {
    private static final byte[] NO_HEADER = {};
    private static final int PEEK_BYTES = 1 << 16;

    final StreamPlan stream;
    /** In its stream. */
    final int partition;

    final int lastPartition;
    /** In the run; the order where times are equal. */
    final int index;

    final PartitionStep step;
    final Outbox out;
    private final InputFile input;
    private final RecordFormat format;
    private final PipelineSteps steps;
    private final int blockBytes;
    private volatile @Nullable BlockReader reader;
    private final List<RaudalException> failures = new ArrayList<>();

    /** Scanned blocks by number. */
    final Map<Long, Slot> scanned = new HashMap<>();

    boolean reading;
    long blocksRead;
    /** Blocks whose emissions have left the step. */
    long blocksProcessed;

    boolean readToEnd;
    /** Whether the step is at work. */
    boolean computing;
    /** Whether the step waits, with what it emits, for its turn. */
    boolean computed;
    /** The highest event time that was processed; before that, the time of the first event. */
    long progressMicros = Long.MIN_VALUE;

    long nextPosition;
    /** What was counted when the step emitted last; belongs to whoever emits. */
    long received;

    long dead;
    long late;

    PartitionInput(
            StreamPlan stream,
            int partition,
            int lastPartition,
            int index,
            InputFile input,
            RecordFormat format,
            PipelineSteps steps,
            Outbox out,
            int blockBytes) {
        this.stream = stream;
        this.partition = partition;
        this.lastPartition = lastPartition;
        this.index = index;
        this.input = input;
        this.format = format;
        this.steps = steps;
        this.step = steps.partition(stream.stream().name(), partition);
        this.out = out;
        this.blockBytes = blockBytes;
    }

    /** Its size as a file; -1 if that is not known. */
    long sizeBytes() {
        if (input.content() != null) {
            return input.content().length;
        }
        try {
            return isFile() ? Files.size(input.path()) : -1;
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * Finds the time of the first event that is well, so that the input need not be open, nor hold anything back, before the others
     * have come that far. Inputs that can be read once only are open from the start.
     */
    void peek() {
        if (input.path() == null || !isFile()) {
            return;
        }
        try (BlockReader peeked = new BlockReader(input, format, PEEK_BYTES)) {
            Block block = new Block(PEEK_BYTES);
            if (peeked.next(block)) {
                progressMicros = firstTime(block, peeked.header());
            }
        } catch (IOException | RaudalException e) {
            // It will be met again, and told, when the input is read.
            return;
        }
        if (progressMicros != Long.MIN_VALUE) {
            step.advance(progressMicros - micros(stream.stream().time().lateness()), out);
        }
    }

    private long firstTime(Block block, byte[] header) {
        ScannedBatch batch = steps.scan(stream.stream().name(), header).scanLines(block.bytes, block.from, block.to, 0);
        for (int event = 0; event < batch.size(); event++) {
            if (!batch.isDead(event)) {
                return batch.timeMicros(event);
            }
        }
        return Long.MIN_VALUE;
    }

    /** Reads the next block, opening the input before the first; false at the end. */
    boolean read(Block block) {
        try {
            BlockReader open = reader;
            if (open == null) {
                open = new BlockReader(input, format, blockBytes);
                reader = open;
            }
            if (open.next(block)) {
                return true;
            }
            if (blocksRead == 0) {
                // Without a record nobody else asks whether the header fits: a file of one line is all header.
                steps.scan(stream.stream().name(), open.header());
            }
            return false;
        } catch (RaudalException e) {
            if (e.code() != ErrorCode.UNREADABLE_INPUT) {
                throw e;
            }
            failures.add(e);
            return false;
        } catch (IOException e) {
            failures.add(RunMessages.unreadable(e));
            return false;
        }
    }

    /** A scan for the block that was read; null if the header does not fit the stream, so that nothing of the input can be used. */
    @Nullable StreamScan scan(ScanPool scans) {
        try {
            return scans.take(stream.stream().name(), reader == null ? NO_HEADER : reader.header());
        } catch (RaudalException e) {
            if (e.code() != ErrorCode.UNREADABLE_INPUT) {
                throw e;
            }
            failures.add(e);
            return null;
        }
    }

    /** Whether the step has something to do: the next block, or the end. */
    boolean isComputable() {
        return !computing && !computed && (scanned.containsKey(blocksProcessed) || readToEnd && isProcessed());
    }

    /** Whether nothing that was read waits. */
    boolean isProcessed() {
        return blocksRead == blocksProcessed;
    }

    /** Bytes that were taken from the input; any thread may ask. */
    long consumed() {
        BlockReader open = reader;
        return open == null ? 0 : open.consumed();
    }

    int rejected() {
        return reader == null ? 0 : reader.rejected();
    }

    List<InputFailure> failures() {
        List<InputFailure> all = new ArrayList<>();
        failures.forEach(error -> all.add(new InputFailure(stream.stream().name(), input.name(), error)));
        if (reader != null) {
            reader.failures()
                    .forEach(error -> all.add(new InputFailure(stream.stream().name(), input.name(), error)));
        }
        return all;
    }

    void close() {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (IOException e) {
            failures.add(RunMessages.unreadable(e));
        }
    }

    private boolean isFile() {
        return input.path() != null && Files.isRegularFile(input.path());
    }

    private static long micros(Duration duration) {
        return TimeUnit.SECONDS.toMicros(duration.getSeconds()) + duration.getNano() / 1000;
    }
}
