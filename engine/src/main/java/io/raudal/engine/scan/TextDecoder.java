package io.raudal.engine.scan;

import io.raudal.engine.ByteOrderMark;
import io.raudal.engine.DeadReason;
import io.raudal.engine.Decoder;
import io.raudal.engine.EventBatch;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;

/**
 * Matches each line with a pattern. A line that makes the pattern backtrack for more than {@link #STEPS} characters and
 * {@link #STEPS_PER_CHARACTER} for each of its own, or deeper than the stack, is dead, so that one line cannot stop a stream.
 */
final class TextDecoder implements Decoder {
    private static final long STEPS = 1_000_000;
    private static final long STEPS_PER_CHARACTER = 100;

    private final Matcher matcher;
    private final String[] groups;
    private final EventWriter writer;
    private final Line line = new Line();

    TextDecoder(Matcher matcher, String[] groups, EventWriter writer) {
        this.matcher = matcher;
        this.groups = groups;
        this.writer = writer;
    }

    @Override
    public void decodeLines(byte[] bytes, int from, int to, EventBatch out) {
        writer.open(out);
        int at = from;
        while (at < to) {
            int lineEnd = Lines.end(bytes, at, to);
            int end = Lines.withoutReturn(bytes, at, lineEnd);
            if (end > at) {
                decode(bytes, at, end, out);
            }
            at = lineEnd + 1;
        }
    }

    @Override
    public void decodeRecord(byte[] bytes, int from, int to, EventBatch out) {
        writer.open(out);
        decode(bytes, from, to, out);
    }

    private void decode(byte[] bytes, int from, int to, EventBatch out) {
        int row = out.add(from, to - from);
        boolean isAscii = Utf8.isAscii(bytes, from, to);
        if (!isAscii) {
            int invalid = Utf8.firstInvalid(bytes, from, to);
            if (invalid < to) {
                out.kill(row, DeadReason.ENCODING, Details.message("encoding", Details.place(invalid, from)));
                return;
            }
            if (ByteOrderMark.isAt(bytes, from, to)) {
                out.kill(row, DeadReason.MALFORMED, Details.message("mark", Details.place(from, from)));
                return;
            }
        }
        line.open(bytes, from, to, isAscii);
        try {
            if (!matcher.reset(line).matches()) {
                out.kill(row, DeadReason.MALFORMED, Details.message("text.unmatched"));
                return;
            }
        } catch (TooManySteps | StackOverflowError e) {
            out.kill(row, DeadReason.MALFORMED, Details.message("text.steps"));
            return;
        }
        for (int k = 0; k < groups.length; k++) {
            int start = matcher.start(groups[k]);
            if (start < 0) {
                writer.putNull(row, k);
            } else if (isAscii) {
                writer.putText(row, k, bytes, from + start, from + matcher.end(groups[k]));
            } else {
                byte[] text = line.text.substring(start, matcher.end(groups[k])).getBytes(StandardCharsets.UTF_8);
                writer.putText(row, k, text, 0, text.length);
            }
        }
    }

    // One instance: it has no trace, and lines that do not match must not cost one each.
    @SuppressWarnings("StaticAssignmentOfThrowable")
    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private static final TooManySteps INSTANCE = new TooManySteps();

        private TooManySteps() {
            super(null, null, false, false);
        }
    }

    /** A line as characters: its bytes while they are ASCII, else decoded; counts how often it is looked at. */
    private static final class Line implements CharSequence {
        private byte[] bytes = new byte[0];
        private int from;
        private int length;
        private boolean isAscii;
        private String text = "";
        private long steps;

        void open(byte[] block, int start, int end, boolean ascii) {
            bytes = block;
            from = start;
            isAscii = ascii;
            text = ascii ? "" : new String(block, start, end - start, StandardCharsets.UTF_8);
            length = ascii ? end - start : text.length();
            steps = STEPS + STEPS_PER_CHARACTER * length;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public char charAt(int index) {
            if (--steps < 0) {
                throw TooManySteps.INSTANCE;
            }
            return isAscii ? (char) bytes[from + index] : text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return isAscii
                    ? new String(bytes, from + start, end - start, StandardCharsets.US_ASCII)
                    : text.substring(start, end);
        }

        @Override
        public String toString() {
            return subSequence(0, length).toString();
        }
    }
}
