package io.raudal.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * What a live-push connection brings, byte for byte as it comes: takes HTTP's chunks apart, then lines, and tells the rows of the events
 * called {@code rows}. One thread.
 */
final class LiveStream {
    private static final byte[] LANE = "\"lane\":\"lane-".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SENT = "\"sent\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FINAL = "\"final\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PUBLISHED = "\"published\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ROWS = "event: rows".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);

    /** Hears of rows that are not final. */
    interface Listener {
        /**
         * @param sentMicros the newest event in it
         * @param publishedMicros when the platform told the first row that came with it
         */
        void row(int lane, long sentMicros, long publishedMicros);
    }

    /** Where in the transfer the next byte is. */
    private enum Part {
        HEAD,
        SIZE,
        CONTENT,
        CONTENT_END
    }

    private final Listener listener;
    private Part part = Part.HEAD;
    private byte[] line = new byte[4096];
    private int length;
    private byte[] text = new byte[1 << 16];
    private int textLength;
    private int left;
    private boolean isFirstLine = true;
    private boolean isRows;

    LiveStream(Listener listener) {
        this.listener = listener;
    }

    /** Takes all bytes that the buffer has. */
    void take(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (part == Part.CONTENT) {
                int some = Math.min(left, bytes.remaining());
                for (int i = 0; i < some; i++) {
                    takeText(bytes.get());
                }
                left -= some;
                part = left == 0 ? Part.CONTENT_END : part;
            } else {
                takeFrame(bytes.get());
            }
        }
    }

    /** A byte of the transfer's own lines. */
    private void takeFrame(byte next) throws IOException {
        if (next != '\n') {
            if (next != '\r') {
                line = put(line, length++, next);
            }
            return;
        }
        String words = new String(line, 0, length, StandardCharsets.US_ASCII);
        length = 0;
        switch (part) {
            case HEAD -> {
                if (isFirstLine && !words.startsWith("HTTP/1.1 200")) {
                    throw new IOException("live push answers " + words);
                }
                isFirstLine = false;
                part = words.isEmpty() ? Part.SIZE : Part.HEAD;
            }
            case SIZE -> {
                left = Integer.parseInt(words, 16);
                part = Part.CONTENT;
                if (left == 0) {
                    throw new IOException("live push has ended");
                }
            }
            default -> part = Part.SIZE;
        }
    }

    /** A byte of the events. */
    private void takeText(byte next) {
        if (next != '\n') {
            text = put(text, textLength++, next);
            return;
        }
        if (startsWith(ROWS)) {
            isRows = true;
        } else if (isRows && startsWith(DATA)) {
            rows();
            isRows = false;
        }
        textLength = 0;
    }

    private void rows() {
        long published = micros(find(PUBLISHED, 0));
        for (int at = find(FINAL, 0); at >= 0; at = find(FINAL, at)) {
            boolean isFinal = text[at] == 't';
            int lane = find(LANE, at);
            int sent = find(SENT, at);
            if (lane >= 0 && sent >= 0 && !isFinal) {
                listener.row((int) number(lane), number(sent), published);
            }
        }
    }

    /** Of the instant in quotes that begins there. */
    private long micros(int at) {
        int end = at;
        while (text[end] != '"') {
            end++;
        }
        Instant instant = Instant.parse(new String(text, at, end - at, StandardCharsets.US_ASCII));
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private long number(int at) {
        long number = 0;
        for (int i = at; i < textLength && text[i] >= '0' && text[i] <= '9'; i++) {
            number = number * 10 + (text[i] - '0');
        }
        return number;
    }

    private boolean startsWith(byte[] start) {
        return textLength >= start.length && Arrays.equals(text, 0, start.length, start, 0, start.length);
    }

    /** Where the text goes on behind the pattern; -1 if it is not there. */
    private int find(byte[] pattern, int from) {
        for (int i = from; i + pattern.length <= textLength; i++) {
            if (text[i] == pattern[0] && Arrays.equals(text, i, i + pattern.length, pattern, 0, pattern.length)) {
                return i + pattern.length;
            }
        }
        return -1;
    }

    private static byte[] put(byte[] bytes, int at, byte value) {
        byte[] room = at < bytes.length ? bytes : Arrays.copyOf(bytes, 2 * at);
        room[at] = value;
        return room;
    }
}
