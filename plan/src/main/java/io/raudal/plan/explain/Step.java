package io.raudal.plan.explain;

import java.util.Locale;

/**
 * A stage of a view in words.
 *
 * @param kind such as {@code filter}, as the bundle names it
 * @param detail what it does, in SQL; cut where it is long
 */
public record Step(String kind, String detail) {

    /** Kind and detail, such as {@code filter n > 1}. */
    public String in(Locale locale) {
        return Explanation.message("label." + kind).in(locale) + " " + detail;
    }
}
