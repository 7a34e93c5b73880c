package io.raudal.model.file;

import io.raudal.model.Position;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a file by lines, broken where YAML breaks them; columns count code points from 1. */
final class FileText {
    private static final Pattern LINE_END = Pattern.compile("\r\n|[\n\r\u0085\u2028\u2029]");

    private final String text;
    private final int[] starts;
    private final int[] ends;

    FileText(String text) {
        this.text = text;
        int lines = 1 + (int) LINE_END.matcher(text).results().count();
        starts = new int[lines];
        ends = new int[lines];
        Matcher lineEnd = LINE_END.matcher(text);
        for (int line = 0; lineEnd.find(); line++) {
            ends[line] = lineEnd.start();
            starts[line + 1] = lineEnd.end();
        }
        ends[lines - 1] = text.length();
    }

    /** The number of code points in a line; 0 beyond the last one. */
    int width(int line) {
        return line <= starts.length ? text.codePointCount(starts[line - 1], ends[line - 1]) : 0;
    }

    int length() {
        return text.length();
    }

    char at(int index) {
        return text.charAt(index);
    }

    String part(int from, int to) {
        return text.substring(from, to);
    }

    /** Whether this stands at the index. */
    boolean startsWith(String part, int index) {
        return text.startsWith(part, index);
    }

    /** The index of the character at the place; the end of its line, if there is none. */
    int index(Position position) {
        if (position.line() > starts.length) {
            return text.length();
        }
        int start = starts[position.line() - 1];
        int end = ends[position.line() - 1];
        int codePoints = Math.min(position.column() - 1, text.codePointCount(start, end));
        return text.offsetByCodePoints(start, codePoints);
    }

    /** The place of the character at the index. */
    Position position(int index) {
        int found = Arrays.binarySearch(starts, index);
        int line = found >= 0 ? found : -found - 2;
        return new Position(line + 1, text.codePointCount(starts[line], index) + 1);
    }
}
