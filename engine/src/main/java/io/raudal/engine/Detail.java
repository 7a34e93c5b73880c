package io.raudal.engine;

import io.raudal.model.Message;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with an event or a row, in the language of whoever reads it: rule and value.
 *
 * @param column that the sentence is about, where it does not name one itself
 */
public record Detail(@Nullable String column, Message message) {
    private static final String BUNDLE = "io.raudal.engine.messages";

    public Detail {
        Objects.requireNonNull(message);
    }

    public static Detail of(Message message) {
        return new Detail(null, message);
    }

    /** The same, of a computed column. */
    public Detail inColumn(String name) {
        return new Detail(name, message);
    }

    /** The same as a part of a longer sentence. */
    public Message inWords() {
        return column == null ? message : new Message(BUNDLE, "detail.column", List.of(column, message));
    }

    /** A sentence that this version does not know is told by its key. */
    public String in(Locale locale) {
        String text;
        try {
            text = message.in(locale);
        } catch (MissingResourceException e) {
            text = message.key() + " " + message.arguments();
        }
        return column == null ? text : column + ": " + text;
    }

    /** In English. */
    @Override
    public String toString() {
        return in(Locale.ROOT);
    }
}
