package io.raudal.engine.run;

import io.raudal.engine.Vector;
import io.raudal.engine.expression.Cells;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyCodec;
import io.raudal.engine.key.StateReader;
import io.raudal.model.DataType;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a row view that came before their turn, by partition and in the order in which they came. What fills more than a few
 * megabytes goes to a file of its own, which has no name once it is open where the system allows that, so that it is gone with the
 * process however that ends. Used by one thread at a time.
 */
final class WaitingRows implements AutoCloseable {
    static final int MEMORY_BYTES = 4 << 20;

    /** What takes a row: its values are valid until it returns. */
    @FunctionalInterface
    interface Taker {
        void take(@Nullable Object[] values);
    }

    private record Segment(long from, int length) {}

    private static final class Queue {
        final List<Segment> inFile = new ArrayList<>();
        KeyBytes inMemory = new KeyBytes(0);
    }

    private final List<DataType> types;
    private final Path folder;
    private final int memoryBytes;
    private final Map<Integer, Queue> queues = new TreeMap<>();
    private long bytesInMemory;
    private long bytesInFile;
    private @Nullable FileChannel file;

    /**
     * @param folder where the file would be
     * @param memoryBytes how much is kept in memory
     */
    WaitingRows(List<DataType> types, Path folder, int memoryBytes) {
        this.types = types;
        this.folder = folder;
        this.memoryBytes = memoryBytes;
    }

    void add(int partition, Vector[] columns, int row) {
        KeyBytes bytes = queues.computeIfAbsent(partition, p -> new Queue()).inMemory;
        int before = bytes.size();
        for (int column = 0; column < columns.length; column++) {
            DataType type = types.get(column);
            KeyCodec.writeValue(type, Cells.get(columns[column], row, type), bytes);
        }
        bytesInMemory += bytes.size() - before;
        if (bytesInMemory > memoryBytes) {
            try {
                spill();
            } catch (IOException e) {
                throw failure(e);
            }
        }
    }

    /** Hands out the rows of a partition, which then wait no longer. */
    void take(int partition, Taker taker) {
        Queue queue = queues.remove(partition);
        if (queue == null) {
            return;
        }
        for (Segment segment : queue.inFile) {
            byte[] bytes;
            try {
                bytes = read(segment);
            } catch (IOException e) {
                throw failure(e);
            }
            take(bytes, bytes.length, taker);
        }
        bytesInMemory -= queue.inMemory.size();
        take(queue.inMemory.bytes(), queue.inMemory.size(), taker);
    }

    /** Hands out all rows, by partition. */
    void takeAll(Taker taker) {
        for (int partition : List.copyOf(queues.keySet())) {
            take(partition, taker);
        }
    }

    long bytesInFile() {
        return bytesInFile;
    }

    @Override
    public void close() {
        queues.clear();
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void take(byte[] bytes, int size, Taker taker) {
        StateReader reader = new StateReader(bytes, 0);
        @Nullable Object[] values = new @Nullable Object[types.size()];
        while (reader.at() < size) {
            for (int column = 0; column < values.length; column++) {
                values[column] = KeyCodec.readValue(types.get(column), reader);
            }
            taker.take(values);
        }
    }

    private void spill() throws IOException {
        FileChannel out = file;
        if (out == null) {
            out = FileChannel.open(
                    Files.createTempFile(folder, "raudal-rows-", null),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
            file = out;
        }
        for (Queue queue : queues.values()) {
            int length = queue.inMemory.size();
            if (length > 0) {
                ByteBuffer bytes = ByteBuffer.wrap(queue.inMemory.bytes(), 0, length);
                for (long at = bytesInFile; bytes.hasRemaining(); ) {
                    at += out.write(bytes, at);
                }
                queue.inFile.add(new Segment(bytesInFile, length));
                queue.inMemory = new KeyBytes(0);
                bytesInFile += length;
            }
        }
        bytesInMemory = 0;
    }

    private byte[] read(Segment segment) throws IOException {
        FileChannel in = file;
        ByteBuffer bytes = ByteBuffer.allocate(segment.length());
        while (bytes.hasRemaining()) {
            if (in == null || in.read(bytes, segment.from() + bytes.position()) < 0) {
                throw new EOFException();
            }
        }
        return bytes.array();
    }

    private RuntimeException failure(IOException e) {
        return RunMessages.unkept(folder, e);
    }
}
