package io.raudal.cli.terminal;

/** What a change of a pipeline does, part by part, as all verbs say it. */
public final class ChangeTable {
    private final TextTable table = new TextTable("llll");

    /** @param why and what follows from it; empty if there is nothing to say */
    public void part(String action, String kind, String name, String why) {
        table.row(action, kind, name, why);
    }

    /** A line for each part. */
    @Override
    public String toString() {
        return String.join("\n", table.lines("  "));
    }
}
