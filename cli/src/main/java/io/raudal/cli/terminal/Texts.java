package io.raudal.cli.terminal;

import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** The sentences of the command and its help, in English and Spanish. */
public final class Texts {
    private static final String MESSAGES = "io.raudal.cli.messages";
    private static final String HELP = "io.raudal.cli.help";

    private Texts() {}

    public static Message message(String key, String... arguments) {
        return new Message(MESSAGES, key, List.of(arguments));
    }

    /** @param parts texts, and messages within the message */
    public static Message ofParts(String key, Object... parts) {
        return new Message(MESSAGES, key, List.of(parts));
    }

    /** {@code file: what is wrong with it}. */
    public static Message about(String file, Message what) {
        return new Message(MESSAGES, "file.about", List.of(file, what));
    }

    public static RaudalException usage(String key, String... arguments) {
        return new RaudalException(ErrorCode.USAGE, message(key, arguments));
    }

    public static RaudalException unreadable(String key, String... arguments) {
        return new RaudalException(ErrorCode.UNREADABLE_INPUT, message(key, arguments));
    }

    /** A help text, word for word; its patterns are not those of {@link java.text.MessageFormat}. */
    public static String help(String key, Locale locale) {
        return helpTexts(locale).getString(key);
    }

    /** A help text that not every verb has. */
    public static String helpOrEmpty(String key, Locale locale) {
        try {
            return helpTexts(locale).getString(key);
        } catch (MissingResourceException e) {
            return "";
        }
    }

    private static ResourceBundle helpTexts(Locale locale) {
        return ResourceBundle.getBundle(
                HELP, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
