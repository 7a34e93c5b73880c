package io.raudal.engine.scan;

import io.raudal.model.Column;
import io.raudal.model.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is wrong with a dead event, in words: column, rule, value. */
final class Details {
    private static final String BUNDLE = "io.raudal.engine.scan.messages";
    private static final int SHOWN_CHARACTERS = 80;

    private Details() {}

    static Message message(String key, String... arguments) {
        return new Message(BUNDLE, key, List.of(arguments));
    }

    static Message misfit(Misfit misfit, Column column, byte[] bytes, int from, int to) {
        return message(misfit.key, column.name(), column.type().toString(), shown(bytes, from, to));
    }

    /** The text of a value, cut to 80 characters. */
    static String shown(byte[] bytes, int from, int to) {
        int bound = Math.min(to, from + 4 * SHOWN_CHARACTERS + 4);
        String text = new String(bytes, from, bound - from, StandardCharsets.UTF_8);
        if (text.length() <= SHOWN_CHARACTERS) {
            return text;
        }
        int cut =
                Character.isHighSurrogate(text.charAt(SHOWN_CHARACTERS - 1)) ? SHOWN_CHARACTERS - 1 : SHOWN_CHARACTERS;
        return text.substring(0, cut) + "...";
    }

    /** Where a byte is in its event, counted from 1. */
    static String place(int at, int start) {
        return Integer.toString(at - start + 1);
    }
}
