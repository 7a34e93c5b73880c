package io.raudal.engine.expression;

import io.raudal.engine.Vector;
import java.util.Arrays;

/**
 * A LIKE pattern over the bytes of texts: % is any text, _ one code point. Matched with one step back to the last %, in time |text| x
 * |pattern| at worst, without allocation.
 */
final class LikePattern {
    private static final int ONE = -1;
    private static final int ANY = -2;

    /** Bytes from 0 to 255, {@link #ONE} or {@link #ANY}. */
    private final int[] tokens;

    private LikePattern(int[] tokens) {
        this.tokens = tokens;
    }

    /** @param escape the code point that takes the meaning from what follows it, or -1 */
    static LikePattern of(String pattern, int escape) {
        int[] tokens = new int[pattern.length() * 4];
        int size = 0;
        for (int at = 0; at < pattern.length(); ) {
            int point = pattern.codePointAt(at);
            at += Character.charCount(point);
            if (point == escape) {
                if (at == pattern.length() || !isEscapable(pattern.codePointAt(at), escape)) {
                    throw new RowFailure("like.escape", Casts.quoted(pattern));
                }
                point = pattern.codePointAt(at);
                at += Character.charCount(point);
            } else if (point == '%' || point == '_') {
                tokens[size++] = point == '%' ? ANY : ONE;
                continue;
            }
            for (byte b : Character.toString(point).getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
                tokens[size++] = b & 0xFF;
            }
        }
        return new LikePattern(Arrays.copyOf(tokens, size));
    }

    private static boolean isEscapable(int point, int escape) {
        return point == '%' || point == '_' || point == escape;
    }

    boolean matches(Vector.Texts texts, int row) {
        byte[] bytes = texts.bytes(row);
        int at = texts.from(row);
        int end = at + texts.length(row);
        int token = 0;
        int anyToken = -1;
        int anyAt = 0;
        while (at < end) {
            if (token < tokens.length && tokens[token] == ANY) {
                anyToken = token++;
                anyAt = at;
            } else if (token < tokens.length && tokens[token] == ONE) {
                at += Utf8.length(bytes[at]);
                token++;
            } else if (token < tokens.length && tokens[token] == (bytes[at] & 0xFF)) {
                at++;
                token++;
            } else if (anyToken >= 0) {
                // the last % takes one code point more
                anyAt += Utf8.length(bytes[anyAt]);
                at = anyAt;
                token = anyToken + 1;
            } else {
                return false;
            }
        }
        while (token < tokens.length && tokens[token] == ANY) {
            token++;
        }
        return token == tokens.length;
    }
}
