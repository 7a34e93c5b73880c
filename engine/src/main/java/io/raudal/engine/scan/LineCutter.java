package io.raudal.engine.scan;

import io.raudal.engine.ByteOrderMark;

/** See {@link RecordCutter#lines}. */
final class LineCutter extends RecordCutter {
    LineCutter(int maxBytes) {
        super(maxBytes);
    }

    @Override
    public CutBody cut(byte[] body, int length) {
        Cuts cuts = new Cuts();
        int at = ByteOrderMark.skip(body, 0, length);
        while (at < length) {
            int end = Lines.end(body, at, length);
            int content = Lines.withoutReturn(body, at, end) - at;
            if (isTooLong(content)) {
                cuts.rejected.add(tooLong(body, at, content));
            } else if (!isBlank(body, at, content)) {
                cuts.add(at, content);
            }
            at = end + 1;
        }
        return cuts.of(body);
    }

    private static boolean isBlank(byte[] body, int from, int length) {
        for (int at = from; at < from + length; at++) {
            if (body[at] != ' ' && body[at] != '\t') {
                return false;
            }
        }
        return true;
    }
}
