package io.raudal.engine.live;

import io.raudal.engine.Detail;
import io.raudal.engine.step.AsideBatch.FailedView;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A record of a stream's {@code .late} or {@code .dead} stream: an event that was set aside, as it came, why, and from where.
 *
 * @param kind {@code late}, {@code dead} or {@code failed}
 * @param reason as the ledger calls it
 * @param detail column or expression, rule and value; null for a late event
 * @param view the first whose expression failed; empty for late and dead events
 * @param otherViews the others that the event failed in, in the order of the file
 * @param offset of the event in its partition, which is also the partition of this record
 * @param length of the whole event in bytes
 * @param raw the event, or its beginning if it was too long for the log
 */
public record AsideRecord(
        String kind,
        String reason,
        @Nullable Detail detail,
        String view,
        List<FailedView> otherViews,
        long offset,
        int length,
        byte[] raw) {
    private static final byte VERSION = 4;
    private static final Set<String> KINDS = Set.of("late", "dead", "failed");
    private static final int DEEPEST = 8;

    public AsideRecord {
        otherViews = List.copyOf(otherViews);
    }

    /** Of a whole event that failed in one view at most. */
    AsideRecord(String kind, String reason, @Nullable Detail detail, String view, long offset, byte[] raw) {
        this(kind, reason, detail, view, List.of(), offset, raw.length, raw);
    }

    /** Whether the stream delivered it, and only a view could not use it. */
    public boolean isFailed() {
        return kind.equals("failed");
    }

    /** Whether only the beginning of the event is here. */
    public boolean isCut() {
        return raw.length < length;
    }

    /**
     * This record, with as much of the event as fits, where it takes more bytes than a log does in one append; if that does not help,
     * with as many of the other views.
     */
    AsideRecord within(int bytes) {
        AsideRecord fitting = this;
        for (int over = toBytes().length - bytes; over > 0; over = fitting.toBytes().length - bytes) {
            if (fitting.raw.length > 0) {
                fitting = fitting.with(
                        fitting.otherViews, Arrays.copyOf(fitting.raw, Math.max(0, fitting.raw.length - over)));
            } else if (!fitting.otherViews.isEmpty()) {
                fitting = fitting.with(fitting.otherViews.subList(0, fitting.otherViews.size() / 2), fitting.raw);
            } else {
                break;
            }
        }
        return fitting;
    }

    private AsideRecord with(List<FailedView> views, byte[] beginning) {
        return new AsideRecord(kind, reason, detail, view, views, offset, length, beginning);
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
                write(detail, out);
            }
            out.writeInt(otherViews.size());
            for (FailedView other : otherViews) {
                write(other.view(), out);
                write(other.reason(), out);
                write(other.detail(), out);
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
            if (!KINDS.contains(kind)) {
                return Optional.empty();
            }
            String reason = text(in);
            String view = text(in);
            Detail detail = in.readBoolean() ? detail(in) : null;
            List<FailedView> others = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                others.add(new FailedView(text(in), text(in), detail(in)));
            }
            return Optional.of(new AsideRecord(kind, reason, detail, view, others, offset, length, in.readAllBytes()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void write(Detail detail, DataOutputStream out) throws IOException {
        write(detail.column() == null ? "" : detail.column(), out);
        write(detail.message(), out);
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
