package io.raudal.model;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * A sentence for users, in the language of whoever reads it.
 *
 * @param bundle the base name of its resource bundle, such as {@code io.raudal.model.messages}
 * @param key of the {@link MessageFormat} pattern in that bundle
 * @param arguments texts that the pattern names; already in a form that needs no locale
 */
public record Message(String bundle, String key, List<String> arguments) {
    public Message {
        arguments = List.copyOf(arguments);
    }

    public String in(Locale locale) {
        String pattern = ResourceBundle.getBundle(
                        bundle,
                        locale,
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
                .getString(key);
        return new MessageFormat(pattern, Locale.ROOT).format(arguments.toArray());
    }
}
