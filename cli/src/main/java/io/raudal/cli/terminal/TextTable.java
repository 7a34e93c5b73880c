package io.raudal.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Lines of text in columns: two blanks between them, numbers to the right, nothing behind the last. */
public final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] toTheRight;

    /** @param alignment a letter a column: {@code l} or {@code r} */
    public TextTable(String alignment) {
        toTheRight = new boolean[alignment.length()];
        for (int i = 0; i < toTheRight.length; i++) {
            toTheRight[i] = alignment.charAt(i) == 'r';
        }
    }

    public TextTable row(String... cells) {
        return row(List.of(cells));
    }

    public TextTable row(List<String> cells) {
        rows.add(cells);
        return this;
    }

    /** @param indent in front of each line */
    public List<String> lines(String indent) {
        int[] widths = new int[toTheRight.length];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int i = 0; i < row.size(); i++) {
                String blanks = " ".repeat(widths[i] - width(row.get(i)));
                line.append(i == 0 ? "" : "  ").append(toTheRight[i] ? blanks + row.get(i) : row.get(i) + blanks);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
