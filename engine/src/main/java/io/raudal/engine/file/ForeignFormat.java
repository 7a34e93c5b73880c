package io.raudal.engine.file;

import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A format that inputs come in and that is not read, told by the first bytes: none of them is the beginning of text in UTF-8 without
 * control characters. Taken for text, they would be nothing but dead events.
 *
 * @param key of the message
 * @param name as people call it
 * @param command that turns it into text in UTF-8
 * @param heads what it begins with; a character a byte, a question mark any byte
 */
record ForeignFormat(String key, String name, String command, List<String> heads) {
    /** So many bytes tell all but bzip2. */
    static final int SHORT_HEAD_BYTES = 4;

    /** So many bytes tell any of them. */
    private static final int HEAD_BYTES = 10;

    private static final String BZIP2 = "BZh";

    /** UTF-32 before UTF-16, which begins alike. */
    private static final List<ForeignFormat> ALL = List.of(
            packed("ZIP", "unzip -p", "PK\3\4", "PK\5\6", "PK\7\b"),
            packed("bzip2", "bzip2 -dc", BZIP2 + "?1AY&SY", BZIP2 + "?\u0017rE8P\u0090"),
            packed("xz", "xz -dc", "\u00fd7zX"),
            packed("7z", "7z x -so", "7z\u00bc\u00af"),
            encoded("UTF-32", "\u00ff\u00fe\0\0", "\0\0\u00fe\u00ff"),
            encoded("UTF-16", "\u00ff\u00fe", "\u00fe\u00ff"));

    ForeignFormat {
        heads = List.copyOf(heads);
    }

    private static ForeignFormat packed(String name, String command, String... heads) {
        return new ForeignFormat("foreign.packed", name, command, List.of(heads));
    }

    private static ForeignFormat encoded(String name, String... heads) {
        return new ForeignFormat("foreign.encoded", name, "iconv -f " + name + " -t UTF-8", List.of(heads));
    }

    /**
     * What an input is by its first bytes; no more of them than are needed are waited for.
     *
     * @param first the first {@link #SHORT_HEAD_BYTES} of the input, fewer where it ends before
     */
    static Optional<ForeignFormat> of(byte[] first, RawSource raw) throws IOException {
        return of(first.length == SHORT_HEAD_BYTES && begins(first, BZIP2) ? raw.peek(HEAD_BYTES) : first);
    }

    private static Optional<ForeignFormat> of(byte[] bytes) {
        return ALL.stream()
                .filter(format -> format.heads.stream().anyMatch(head -> begins(bytes, head)))
                .findFirst();
    }

    /** UNREADABLE_INPUT, without the input's name. */
    RaudalException refusal() {
        return new RaudalException(
                ErrorCode.UNREADABLE_INPUT, new Message("io.raudal.engine.file.messages", key, List.of(name, command)));
    }

    private static boolean begins(byte[] bytes, String head) {
        boolean same = bytes.length >= head.length();
        for (int i = 0; same && i < head.length(); i++) {
            same = head.charAt(i) == '?' || head.charAt(i) == (bytes[i] & 0xFF);
        }
        return same;
    }
}
