package io.raudal.engine.step;

import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The frame of a step's snapshot: a magic number, the format's version, what plan it is of, the state, and a checksum over all of it.
 * Numbers are big-endian.
 */
final class Snapshots {
    private static final int MAGIC = 0x52415544;
    private static final int VERSION = 3;
    private static final int HEADER = 16;
    private static final int CHECKSUM = 8;

    private Snapshots() {}

    /** An open frame; the state is written behind it. */
    static KeyBytes begin(long plan) {
        KeyBytes out = new KeyBytes(1 << 12);
        out.putInt(MAGIC);
        out.putInt(VERSION);
        out.putLong(plan);
        return out;
    }

    /** The whole frame; what was begun stays as it is. */
    static byte[] end(KeyBytes out) {
        KeyBytes whole = new KeyBytes(out.size() + CHECKSUM);
        whole.put(out.bytes(), 0, out.size());
        whole.putLong(checksum(out.bytes(), out.size()));
        return whole.toArray();
    }

    /**
     * Reads the state of a frame.
     *
     * @throws RaudalException INVALID_SNAPSHOT if it is damaged, of another version or of another plan
     */
    static void read(byte[] snapshot, long plan, Consumer<StateReader> state) {
        if (snapshot.length < HEADER + CHECKSUM || KeyBytes.intAt(snapshot, 0) != MAGIC) {
            throw invalid("snapshot.damaged", List.of(), null);
        }
        if (KeyBytes.intAt(snapshot, 4) != VERSION) {
            String found = Integer.toString(KeyBytes.intAt(snapshot, 4));
            throw invalid("snapshot.version", List.of(found, Integer.toString(VERSION)), null);
        }
        int length = snapshot.length - CHECKSUM;
        if (KeyBytes.longAt(snapshot, length) != checksum(snapshot, length)) {
            throw invalid("snapshot.damaged", List.of(), null);
        }
        if (KeyBytes.longAt(snapshot, 8) != plan) {
            throw invalid("snapshot.plan", List.of(), null);
        }
        StateReader in = new StateReader(Arrays.copyOf(snapshot, length), HEADER);
        try {
            state.accept(in);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw invalid("snapshot.damaged", List.of(), e);
        }
        if (in.remaining() != 0) {
            throw invalid("snapshot.damaged", List.of(), null);
        }
    }

    private static RaudalException invalid(String key, List<String> arguments, @Nullable Throwable cause) {
        return new RaudalException(ErrorCode.INVALID_SNAPSHOT, StepMessages.message(key, arguments), cause);
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }

    /** A number that tells plans apart. */
    static long hash(String plan) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(plan.getBytes(StandardCharsets.UTF_8));
            return KeyBytes.longAt(digest, 0);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
