package io.raudal.model;

import java.text.ChoiceFormat;
import java.text.FieldPosition;
import java.text.Format;
import java.text.MessageFormat;
import java.text.ParsePosition;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * A sentence for users, in the language of whoever reads it.
 *
 * <p>A word that depends on a count stands in the pattern as a {@link ChoiceFormat} of that count, whose argument is the count as it is
 * shown: <code>{1} {1,choice,0#tests|1#test|1&lt;tests}</code> gives {@code 1 test} and {@code 1,000 tests}.
 *
 * @param bundle the base name of its resource bundle, such as {@code io.raudal.model.messages}
 * @param key of the {@link MessageFormat} pattern in that bundle
 * @param arguments what the pattern names: texts that are already in a form that needs no locale, or messages
 */
public record Message(String bundle, String key, List<?> arguments) {
    public Message {
        arguments = List.copyOf(arguments);
        for (Object argument : arguments) {
            if (!(argument instanceof String || argument instanceof Message)) {
                throw new IllegalArgumentException(key + ": neither a text nor a message: " + argument);
            }
        }
    }

    public String in(Locale locale) {
        String pattern = ResourceBundle.getBundle(
                        bundle,
                        locale,
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
                .getString(key);
        MessageFormat sentence = new MessageFormat(pattern, Locale.ROOT);
        Format[] formats = sentence.getFormats();
        for (int i = 0; i < formats.length; i++) {
            if (formats[i] instanceof ChoiceFormat words) {
                sentence.setFormat(i, new CountedWord(words));
            }
        }
        return sentence.format(arguments.stream()
                .map(argument -> argument instanceof Message message ? message.in(locale) : argument)
                .toArray());
    }

    /** A choice by a count that is a text, such as {@code 1.000}. */
    private static final class CountedWord extends Format {
        private static final long serialVersionUID = 1L;

        private final ChoiceFormat words;

        CountedWord(ChoiceFormat words) {
            this.words = words;
        }

        @Override
        public StringBuffer format(Object count, StringBuffer to, FieldPosition position) {
            return words.format(Double.parseDouble("0" + count.toString().replaceAll("\\D", "")), to, position);
        }

        @Override
        public @Nullable Object parseObject(String source, ParsePosition position) {
            throw new UnsupportedOperationException("a word does not tell its count");
        }
    }
}
