package io.raudal.cli.terminal;

import java.util.Locale;

/** What a change of a pipeline does, part by part, as all verbs say it; in the reader's language. */
public final class ChangeTable {
    private final TextTable table = new TextTable("llll");
    private final Locale locale;

    public ChangeTable(Locale locale) {
        this.locale = locale;
    }

    /**
     * Adds a part.
     *
     * @param action {@code create}, {@code keep}, {@code change}, {@code rebuild} or {@code remove}
     * @param kind {@code pipeline}, {@code stream}, {@code view}, {@code table}, {@code source} or {@code dashboard}
     * @param why and what follows from it; empty if there is nothing to say
     */
    public void part(String action, String kind, String name, String why) {
        table.row(word("change." + action), word("part." + kind), name, why);
    }

    private String word(String key) {
        return Texts.message(key).in(locale);
    }

    /** A line for each part. */
    @Override
    public String toString() {
        return String.join("\n", table.lines("  "));
    }
}
