package io.raudal.engine.live;

import io.raudal.engine.Detail;
import io.raudal.model.Message;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record of a stream's {@code .late} or {@code .dead} stream: an event that was set aside, as it came, why, and from where.
 *
 * @param kind {@code late}, {@code dead} or {@code failed}
 * @param reason as the ledger calls it
 * @param detail column or expression, rule and value; null for a late event
 * @param view whose expression failed; empty for late and dead events
 * @param offset of the event in its partition, which is also the partition of this record
 * @param length of the whole event in bytes
 * @param raw the event, or its beginning if it was too long for the log
 */
public record AsideRecord(
        String kind, String reason, @Nullable Detail detail, String view, long offset, int length, byte[] raw) {
    private static final byte VERSION = 3;
    private static final int DEEPEST = 8;

    /** Of a whole event. */
    AsideRecord(String kind, String reason, @Nullable Detail detail, String view, long offset, byte[] raw) {
        this(kind, reason, detail, view, offset, raw.length, raw);
    }

    /** Whether the stream delivered it, and only a view could not use it. */
    public boolean isFailed() {
        return kind.equals("failed");
    }

    /** Whether only the beginning of the event is here. */
    public boolean isCut() {
        return raw.length < length;
    }

    /** This record, with as much of the event as fits, where it takes more bytes than a log does in one append. */
    AsideRecord within(int bytes) {
        int over = toBytes().length - bytes;
        return over <= 0
                ? this
                : new AsideRecord(
                        kind, reason, detail, view, offset, length, Arrays.copyOf(raw, Math.max(0, raw.length - over)));
    }

    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length + 64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(offset);
            out.writeInt(length);
            write(kind, out);
            write(reason, out);
            write(view, out);
            out.writeBoolean(detail != null);
            if (detail != null) {
                write(detail.column() == null ? "" : detail.column(), out);
                write(detail.message(), out);
            }
            out.write(raw);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Empty if the bytes are none of {@link #toBytes}: any Kafka client may write into the stream. */
    public static Optional<AsideRecord> read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            long offset = in.readLong();
            int length = in.readInt();
            String kind = text(in);
            String reason = text(in);
            String view = text(in);
            Detail detail = in.readBoolean() ? detail(in) : null;
            return Optional.of(new AsideRecord(kind, reason, detail, view, offset, length, in.readAllBytes()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Detail detail(DataInputStream in) throws IOException {
        String column = text(in);
        return new Detail(column.isEmpty() ? null : column, message(in, 0));
    }

    private static void write(Message message, DataOutputStream out) throws IOException {
        write(message.bundle(), out);
        write(message.key(), out);
        out.writeInt(message.arguments().size());
        for (Object argument : message.arguments()) {
            out.writeBoolean(argument instanceof Message);
            if (argument instanceof Message nested) {
                write(nested, out);
            } else {
                write(argument.toString(), out);
            }
        }
    }

    private static Message message(DataInputStream in, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("a message in " + depth + " others");
        }
        String bundle = text(in);
        String key = text(in);
        List<Object> arguments = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            arguments.add(in.readBoolean() ? message(in, depth + 1) : text(in));
        }
        return new Message(bundle, key, arguments);
    }

    private static void write(String text, DataOutputStream out) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a text of " + length + " bytes");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
