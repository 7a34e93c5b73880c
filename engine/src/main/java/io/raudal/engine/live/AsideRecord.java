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
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A record of a stream's {@code .late} or {@code .dead} stream: an event that was set aside, as it came, why, and from where.
 *
 * @param kind {@code late}, {@code dead} or {@code failed}
 * @param reason as the ledger calls it
 * @param detail column or expression, rule and value; null for a late event
 * @param view whose expression failed; empty for late and dead events
 * @param offset of the event in its partition, which is also the partition of this record
 * @param raw the event; its beginning, if the whole of it is more than the log takes in one append
 */
public record AsideRecord(
        String kind, String reason, @Nullable Detail detail, String view, long offset, byte[] raw) {
    private static final byte VERSION = 2;

    /** This record, with as much of the event as fits, where it takes more bytes than a log does in one append. */
    AsideRecord within(int bytes) {
        int over = toBytes().length - bytes;
        return over <= 0
                ? this
                : new AsideRecord(
                        kind, reason, detail, view, offset, Arrays.copyOf(raw, Math.max(0, raw.length - over)));
    }

    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length + 64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(offset);
            write(List.of(kind, reason, view), out);
            write(texts(detail), out);
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
            List<String> what = read(in);
            Detail detail = detail(read(in));
            return new AsideRecord(what.get(0), what.get(1), detail, what.get(2), offset, in.readAllBytes());
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> texts(@Nullable Detail detail) {
        List<String> texts = new ArrayList<>();
        if (detail != null) {
            texts.add(detail.column() == null ? "" : detail.column());
            texts.add(detail.message().bundle());
            texts.add(detail.message().key());
            detail.message().arguments().forEach(argument -> texts.add(text(argument)));
        }
        return texts;
    }

    /** A message within a message is kept as it reads in English. */
    private static String text(Object argument) {
        return argument instanceof Message message ? message.in(Locale.ROOT) : argument.toString();
    }

    private static @Nullable Detail detail(List<String> texts) {
        if (texts.isEmpty()) {
            return null;
        }
        Message message = new Message(texts.get(1), texts.get(2), texts.subList(3, texts.size()));
        return new Detail(texts.get(0).isEmpty() ? null : texts.get(0), message);
    }

    private static void write(List<String> texts, DataOutputStream out) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(utf8.length);
            out.write(utf8);
        }
    }

    private static List<String> read(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            int length = in.readInt();
            if (length < 0 || length > in.available()) {
                throw new IllegalArgumentException("a text of " + length + " bytes");
            }
            texts.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
        return texts;
    }
}
