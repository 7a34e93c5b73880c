package io.raudal.cli.infer;

import io.raudal.engine.ByteOrderMark;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first bytes of a file, which tell its format, and a stream of all of them.
 *
 * @param text up to the last whole line, or everything if the file is short; no byte order mark
 * @param all the file from its beginning, no byte order mark
 */
record Head(String text, InputStream all) {
    private static final int SIZE_BYTES = 1 << 18;

    static Head of(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(SIZE_BYTES);
        int from = ByteOrderMark.skip(bytes, 0, bytes.length);
        int to = bytes.length;
        if (bytes.length == SIZE_BYTES) {
            while (to > from && bytes[to - 1] != '\n') {
                to--;
            }
            to = to == from ? bytes.length : to;
        }
        byte[] first = Arrays.copyOfRange(bytes, from, bytes.length);
        return new Head(
                new String(bytes, from, to - from, StandardCharsets.UTF_8),
                new BufferedInputStream(new SequenceInputStream(new ByteArrayInputStream(first), in), 1 << 16));
    }
}
