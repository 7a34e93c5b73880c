package io.raudal.engine.run;

import io.raudal.model.RaudalException;
import java.util.Locale;

/**
 * What of an input could not be used; the rest of it, and all others, were.
 *
 * @param stream whose input it is
 * @param input its name, or the words that name none
 */
public record InputFailure(String stream, String input, RaudalException error) {

    /** {@code input: what is wrong}, for the user. */
    public String in(Locale locale) {
        return input + ": " + error.in(locale);
    }
}
