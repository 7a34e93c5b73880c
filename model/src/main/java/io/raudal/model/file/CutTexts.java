package io.raudal.model.file;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds texts that a comma has cut: inside { } YAML ends a text without quotes there, so that {@code k: DECIMAL(10,2)} is a key
 * {@code k} with {@code DECIMAL(10} and a key {@code 2)} without a value. A text is taken for cut if it opens brackets that keys
 * without values behind it close; its key is then without a value that could be judged further.
 */
final class CutTexts {
    private CutTexts() {}

    /**
     * The entries, each cut text told once and put together.
     *
     * @param place of the mapping
     */
    static List<Node.Entry> joined(List<Node.Entry> entries, Place place) {
        List<Node.Entry> joined = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Node.Entry entry = entries.get(i);
            int last = lastPiece(entries, i);
            if (last == i) {
                joined.add(entry);
                continue;
            }
            FileText text = place.reading().fileText();
            int end = text.index(entries.get(last).keyPosition())
                    + entries.get(last).key().length();
            String whole = text.part(text.index(entry.node().position()), end);
            place.child(entry.key(), entry.node().position())
                    .error(Texts.of("yaml.comma"), whole, Texts.of("yaml.comma.remedy", entry.key(), whole));
            joined.add(new Node.Entry(
                    entry.key(),
                    entry.keyPosition(),
                    new Node.Unreadable(entry.node().position())));
            i = last;
        }
        return joined;
    }

    /** Where the text that begins at {@code first} ends; {@code first} itself unless it was cut. */
    private static int lastPiece(List<Node.Entry> entries, int first) {
        if (!(entries.get(first).node() instanceof Node.Scalar scalar) || scalar.style() != Node.Style.PLAIN) {
            return first;
        }
        int open = open(scalar.written());
        for (int i = first + 1; i < entries.size() && open > 0; i++) {
            Node.Entry piece = entries.get(i);
            boolean isBare = piece.node() instanceof Node.Scalar value
                    && value.isNull()
                    && value.written().isEmpty();
            open += open(piece.key());
            if (!isBare || open < 0) {
                return first;
            }
            if (open == 0) {
                return i;
            }
        }
        return first;
    }

    /** How many brackets stay open, less those that only close. */
    private static int open(String text) {
        return text.chars()
                .map(c -> c == '(' || c == '<' ? 1 : c == ')' || c == '>' ? -1 : 0)
                .sum();
    }
}
