package io.raudal.engine.live;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A record of a stream's {@code .late} or {@code .dead} stream: an event that was set aside, as it came, why, and from where.
 *
 * @param kind {@code late}, {@code dead} or {@code failed}
 * @param reason as the ledger calls it
 * @param detail column or expression, rule and value; empty for a late event
 * @param view whose expression failed; empty for late and dead events
 * @param offset of the event in its partition, which is also the partition of this record
 */
public record AsideRecord(String kind, String reason, String detail, String view, long offset, byte[] raw) {
    private static final byte VERSION = 1;
    private static final int CUT_BYTES = 64;

    /** This record, with as much of the event as fits, where it takes more bytes than a log does in one append. */
    AsideRecord within(int bytes) {
        int over = toBytes().length - bytes;
        if (over <= 0) {
            return this;
        }
        int kept = Math.max(0, raw.length - over - CUT_BYTES);
        return new AsideRecord(
                kind,
                reason,
                detail + " (the first " + kept + " of " + raw.length + " bytes)",
                view,
                offset,
                Arrays.copyOf(raw, kept));
    }

    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length + 64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(offset);
            for (String text : new String[] {kind, reason, detail, view}) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
            out.write(raw);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException if the bytes are none of {@link #toBytes} */
    public static AsideRecord of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                throw new IllegalArgumentException("of another version");
            }
            long offset = in.readLong();
            return new AsideRecord(text(in), text(in), text(in), text(in), offset, in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
