package io.raudal.model.file;

import io.raudal.model.Position;
import io.raudal.model.Positions.Run;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds where the pieces of a scalar's text stand in the file. A literal block is known line by line and a text in one line by its
 * characters; folded texts, and quoted ones with escapes, are known by their start alone. A reference's value stands where the
 * reference does.
 */
final class TextRuns {
    private final Node.Scalar scalar;
    private final FileText file;
    private final FileText written;
    private final List<Run> runs = new ArrayList<>();
    /** Of a literal block: the line of the file with its indicator. */
    private final int headLine;
    /** Of a text in one line: the column of the file where it starts; 0 if it is not known by its characters. */
    private final int firstColumn;

    TextRuns(Node.Scalar scalar, FileText file) {
        this.scalar = scalar;
        this.file = file;
        this.written = new FileText(scalar.written());
        Position start = scalar.position();
        int index = file.index(start);
        int line = start.line();
        if (scalar.style() == Node.Style.LITERAL) {
            // an anchor may stand in a line above the indicator
            while (index < file.length() && file.at(index) != '|') {
                line = file.position(index++).line();
            }
        }
        headLine = line;
        int open = scalar.style() == Node.Style.QUOTED ? 1 : 0;
        boolean oneLine = (scalar.style() == Node.Style.PLAIN || scalar.style() == Node.Style.QUOTED)
                && scalar.written().indexOf('\n') < 0
                && file.startsWith(scalar.written(), index + open);
        firstColumn = oneLine ? start.column() + open : 0;
    }

    static List<Run> of(Node.Scalar scalar, FileText file) {
        TextRuns text = new TextRuns(scalar, file);
        text.find();
        return text.runs;
    }

    private void find() {
        String text = scalar.text();
        List<Node.Replaced> replaced = scalar.replaced();
        int line = 1;
        int lineStart = 0;
        int at = 0;
        int next = 0;
        // how far what is written is behind the text that it gives
        int shift = 0;
        while (at <= text.length()) {
            int lineEnd = text.indexOf('\n', at);
            int end = lineEnd < 0 ? text.length() : lineEnd;
            if (next < replaced.size() && replaced.get(next).from() <= end) {
                Node.Replaced piece = replaced.get(next++);
                add(new Position(line, at - lineStart + 1), at + shift, piece.from() - at);
                Position place = place(piece.written());
                runs.add(new Run(
                        new Position(line, piece.from() - lineStart + 1),
                        place,
                        0,
                        reference(piece.written()),
                        text.substring(piece.from(), piece.to())));
                for (int i = text.indexOf('\n', piece.from());
                        i >= 0 && i < piece.to();
                        i = text.indexOf('\n', i + 1)) {
                    line++;
                    lineStart = i + 1;
                    runs.add(new Run(new Position(line, 1), place, 0));
                }
                at = piece.to();
                char last = scalar.written().startsWith("$${", piece.written()) ? '{' : '}';
                shift = scalar.written().indexOf(last, piece.written()) + 1 - at;
            } else {
                add(new Position(line, at - lineStart + 1), at + shift, end - at);
                line++;
                lineStart = end + 1;
                at = end + 1;
            }
        }
    }

    /** As {@code ${NAME}}, without its default. */
    private String reference(int written) {
        String text = scalar.written().substring(written);
        return text.startsWith("$${")
                ? "${"
                : text.substring(0, text.indexOf('}') + 1).replaceFirst(":-.*", "}");
    }

    private void add(Position inside, int index, int length) {
        runs.add(new Run(inside, place(index), isKnown() ? length : 0));
    }

    private boolean isKnown() {
        return scalar.style() == Node.Style.LITERAL || firstColumn > 0;
    }

    /** Where the character at the index of what is written stands in the file. */
    Position place(int index) {
        Position inWritten = written.position(index);
        if (scalar.style() == Node.Style.LITERAL) {
            // a line's end is the same in both, what is before it is the indentation
            int line = headLine + inWritten.line();
            int indentation = file.width(line) - written.width(inWritten.line());
            return new Position(line, Math.max(0, indentation) + inWritten.column());
        }
        return firstColumn > 0
                ? new Position(scalar.position().line(), firstColumn + inWritten.column() - 1)
                : scalar.position();
    }
}
