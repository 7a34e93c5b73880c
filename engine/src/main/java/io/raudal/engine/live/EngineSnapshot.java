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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The whole state of an engine between two events.
 *
 * @param offsets by {@code stream/partition}, the next offset to read
 * @param steps by the name that the engine gives a step (or one of its key groups), its own snapshot
 */
record EngineSnapshot(Map<String, Long> offsets, Map<String, byte[]> steps) {
    static final String MESSAGES = "io.raudal.engine.live.messages";

    private static final int MAGIC = 0x52414401;

    /** Magic with version, then a checksum of all that follows. */
    byte[] toBytes() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(body)) {
            out.writeInt(offsets.size());
            for (Map.Entry<String, Long> entry : offsets.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeLong(entry.getValue());
            }
            out.writeInt(steps.size());
            for (Map.Entry<String, byte[]> entry : steps.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeInt(entry.getValue().length);
                out.write(entry.getValue());
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream(body.size() + 12);
            DataOutputStream head = new DataOutputStream(all);
            head.writeInt(MAGIC);
            head.writeLong(checksum(body.toByteArray(), 0));
            body.writeTo(head);
            return all.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws RaudalException INVALID_SNAPSHOT if it is damaged or of another version */
    static EngineSnapshot of(byte[] bytes) {
        Map<String, Long> offsets = new LinkedHashMap<>();
        Map<String, byte[]> steps = new LinkedHashMap<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != MAGIC || in.readLong() != checksum(bytes, 12)) {
                throw damaged(null);
            }
            for (int left = in.readInt(); left > 0; left--) {
                offsets.put(in.readUTF(), in.readLong());
            }
            for (int left = in.readInt(); left > 0; left--) {
                String name = in.readUTF();
                steps.put(name, in.readNBytes(in.readInt()));
            }
        } catch (IOException e) {
            throw damaged(e);
        }
        return new EngineSnapshot(offsets, steps);
    }

    private static long checksum(byte[] bytes, int from) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, bytes.length - from);
        return crc.getValue();
    }

    private static RaudalException damaged(@org.jspecify.annotations.Nullable IOException cause) {
        return new RaudalException(
                ErrorCode.INVALID_SNAPSHOT, new Message(MESSAGES, "snapshot.damaged", List.of()), cause);
    }
}
