package io.raudal.engine.run;

import io.raudal.engine.ByteOrderMark;
import io.raudal.engine.RecordFormat;
import io.raudal.engine.file.UnpackedStream;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts an input into blocks of whole records, and its header off. A record that no block has room for makes the block larger, up to
 * {@link #MAX_RECORD_BYTES}; what is longer is rejected, and reading goes on behind its line. Belongs to one thread at a time.
 */
final class BlockReader implements AutoCloseable {
    static final int MAX_RECORD_BYTES = 64 << 20;
    /** A byte order mark must fit. */
    private static final int LEAST_BLOCK_BYTES = 16;

    private final RecordFormat format;
    private final int blockBytes;
    private final boolean regular;
    private final UnpackedStream source;
    private final List<RaudalException> failures = new ArrayList<>();
    private byte[] header = new byte[0];
    private boolean headerIsOpen;
    private boolean atStart = true;
    private byte[] carried = new byte[0];
    /** Where in the unpacked input {@link #carried} starts. */
    private long offset;

    private boolean ended;
    private boolean broken;
    private int rejected;

    BlockReader(InputFile input, RecordFormat format, int blockBytes) throws IOException {
        this.format = format;
        this.blockBytes = Math.max(blockBytes, LEAST_BLOCK_BYTES);
        headerIsOpen = format.hasHeader();
        regular = input.path() == null ? input.content() != null : Files.isRegularFile(input.path());
        source = input.open();
    }

    /** The header record with its line end, once a first block was read; empty where there is none. */
    byte[] header() {
        return header;
    }

    /** What could not be used, so far. */
    List<RaudalException> failures() {
        return failures;
    }

    /** How many records were rejected, so far. */
    int rejected() {
        return rejected;
    }

    long consumed() {
        return source.consumed();
    }

    /** Fills the block with the next records; false if there are no more. */
    boolean next(Block block) {
        int size = carried.length;
        if (block.room() < size + blockBytes / 2) {
            block.grow(size + blockBytes, 0);
        }
        System.arraycopy(carried, 0, block.bytes, 0, size);
        block.from = 0;
        while (true) {
            size = fill(block, size);
            if (atStart) {
                atStart = false;
                block.from = ByteOrderMark.skip(block.bytes, 0, size);
            }
            if (headerIsOpen) {
                cutHeader(block, size);
            }
            int end = headerIsOpen && !ended ? block.from : format.lastRecordEnd(block.bytes, block.from, size);
            if (ended) {
                block.to = broken ? cutTail(block.from, end, size) : size;
                carried = new byte[0];
                offset += size;
                return block.to > block.from;
            }
            if (end > block.from) {
                block.to = end;
                carried = Arrays.copyOfRange(block.bytes, end, size);
                offset += end;
                return true;
            }
            if (size - block.from >= MAX_RECORD_BYTES) {
                reject("input.oversized", block.from);
                offset += size;
                size = skipLine(block);
                block.from = 0;
            } else if (size == block.room()) {
                block.grow((int) Math.min(2L * size, MAX_RECORD_BYTES + (long) block.from), size);
            }
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    /** Reads until the block is full, or what a pipe has at the moment holds a record. */
    private int fill(Block block, int used) {
        int size = used;
        while (!ended && size < block.room()) {
            int count = read(block.bytes, size, block.room() - size);
            size += Math.max(0, count);
            if (!regular && count > 0 && format.lastRecordEnd(block.bytes, block.from, size) > block.from) {
                break;
            }
        }
        return size;
    }

    private int read(byte[] to, int at, int length) {
        try {
            int count = source.read(to, at, length);
            ended = count < 0;
            return count;
        } catch (IOException e) {
            if (!(e instanceof ClosedByInterruptException)) {
                failures.add(RunMessages.unreadable(e));
            }
            broken = true;
            ended = true;
            return -1;
        }
    }

    private void cutHeader(Block block, int size) {
        for (int at = block.from; at < size && headerIsOpen; at++) {
            if (block.bytes[at] == '\n') {
                int end = format.lastRecordEnd(block.bytes, block.from, at + 1);
                if (end > block.from) {
                    takeHeader(block, end);
                }
            }
        }
        if (headerIsOpen && ended) {
            takeHeader(block, size);
        }
    }

    private void takeHeader(Block block, int end) {
        byte[] record = Arrays.copyOfRange(block.bytes, block.from, end);
        block.from = end;
        for (byte b : record) {
            if (b != '\n' && b != '\r') {
                header = record;
                headerIsOpen = false;
                return;
            }
        }
    }

    /** Where the input broke off inside a record, that record is not taken for a whole one. */
    private int cutTail(int from, int end, int size) {
        if (end < size && size > from) {
            reject("input.cut", end);
        }
        return end;
    }

    private void reject(String key, int at) {
        rejected++;
        failures.add(RunMessages.unreadable(key, Long.toString(offset + at), Integer.toString(MAX_RECORD_BYTES >> 20)));
    }

    /** Forgets everything up to a line end; returns how many bytes behind it are in the block already. */
    private int skipLine(Block block) {
        while (!ended) {
            int count = read(block.bytes, 0, block.room());
            for (int at = 0; at < count; at++) {
                if (block.bytes[at] == '\n') {
                    offset += at + 1;
                    int rest = count - at - 1;
                    System.arraycopy(block.bytes, at + 1, block.bytes, 0, rest);
                    return rest;
                }
            }
            offset += Math.max(0, count);
        }
        return 0;
    }
}
