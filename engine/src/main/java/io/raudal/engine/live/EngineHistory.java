package io.raudal.engine.live;

import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an engine must remember besides the state of its steps: generations of views, milestones in the log, what was replayed, and a
 * rewind or replay that is not complete. Kept with each checkpoint. Guarded by the engine, but for its thread-safe parts.
 */
final class EngineHistory {
    private static final byte VERSION = 2;

    /**
     * A rewind or a replay that is under way; begun again after a crash.
     *
     * @param fromMillis rows of windows that end later are made anew
     * @param isReplay whether only what was replayed can have changed rows
     */
    record Request(Set<String> views, long fromMillis, boolean isReplay) {
        Request {
            views = Set.copyOf(views);
        }
    }

    final Generations generations;
    final Milestones milestones = new Milestones();
    final ReplayedEvents replayed = new ReplayedEvents();
    /** By stream, what its event times depend on. */
    final Map<String, Long> streams = new TreeMap<>();
    /**
     * By {@code stream/partition} whose events are read again, the last of them that had been set aside. Until reading is past it, the
     * records of its late and dead streams are in no order.
     */
    final Map<String, Long> readAgain = new TreeMap<>();
    /** How often rows were made anew; the versions of rows grow with it. */
    long epoch;

    @Nullable Request request;

    EngineHistory(String pipeline) {
        generations = new Generations(pipeline);
    }

    /** Forgets everything. */
    void clear() {
        epoch = 0;
        request = null;
        streams.clear();
        readAgain.clear();
        generations.clear();
        milestones.clear();
        replayed.clear();
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(epoch);
            generations.write(out);
            milestones.write(out);
            replayed.write(out);
            write(streams, out);
            write(readAgain, out);
            Request open = request;
            out.writeBoolean(open != null);
            if (open != null) {
                out.writeInt(open.views().size());
                for (String view : open.views()) {
                    out.writeUTF(view);
                }
                out.writeLong(open.fromMillis());
                out.writeBoolean(open.isReplay());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Forgets everything for what {@link #toBytes} gave.
     *
     * @throws RaudalException INVALID_SNAPSHOT
     */
    void read(byte[] bytes) {
        clear();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                throw new IOException("of another version");
            }
            epoch = in.readLong();
            generations.read(in);
            milestones.read(in);
            replayed.read(in);
            read(streams, in);
            read(readAgain, in);
            if (in.readBoolean()) {
                Set<String> views = new TreeSet<>();
                for (int left = in.readInt(); left > 0; left--) {
                    views.add(in.readUTF());
                }
                request = new Request(views, in.readLong(), in.readBoolean());
            }
        } catch (IOException e) {
            throw new RaudalException(
                    ErrorCode.INVALID_SNAPSHOT, new Message(EngineSnapshot.MESSAGES, "snapshot.damaged", List.of()), e);
        }
    }

    private static void write(Map<String, Long> numbers, DataOutputStream out) throws IOException {
        out.writeInt(numbers.size());
        for (Map.Entry<String, Long> number : numbers.entrySet()) {
            out.writeUTF(number.getKey());
            out.writeLong(number.getValue());
        }
    }

    private static void read(Map<String, Long> numbers, DataInputStream in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            numbers.put(in.readUTF(), in.readLong());
        }
    }
}
