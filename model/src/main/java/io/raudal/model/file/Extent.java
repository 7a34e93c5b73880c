package io.raudal.model.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.raudal.model.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * From where to where a value stands in a text, in characters. Comments and blank lines behind a value are not part of it, those
 * inside are. An alias is where it stands, not what it names.
 *
 * @param start of the value, or of its anchor or tag
 * @param inside behind the bracket of a map or list in brackets; else without meaning
 * @param end behind its last character
 * @param isFlow whether it is written in brackets
 * @param isMapping whether it is a map
 * @param entries of a map, in their order
 */
record Extent(int start, int inside, int end, boolean isFlow, boolean isMapping, List<Entry> entries) {

    /** A key and its value. */
    record Entry(String key, int start, int keyEnd, Extent value) {
        int end() {
            return Math.max(keyEnd, value.end);
        }
    }

    Optional<Entry> entry(String key) {
        return entries.stream().filter(entry -> entry.key.equals(key)).findFirst();
    }

    /** Of the document's value, which {@link YamlReader} has read without a problem. */
    static Extent of(String text) {
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            return new Reader(text, new FileText(text), parser).value(parser.nextToken());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Reader(String text, FileText file, YAMLParser parser) {

        Extent value(JsonToken token) throws IOException {
            int start = start();
            int inside = end();
            boolean isMapping = token == JsonToken.START_OBJECT;
            if (!isMapping && token != JsonToken.START_ARRAY) {
                return new Extent(start, inside, endOfScalar(start, inside), false, false, List.of());
            }
            List<Entry> entries = new ArrayList<>();
            int end = inside;
            for (JsonToken next = parser.nextToken(); !next.isStructEnd(); next = parser.nextToken()) {
                if (isMapping) {
                    String key = Objects.requireNonNull(parser.currentName());
                    Entry entry = new Entry(key, start(), end(), value(parser.nextToken()));
                    entries.add(entry);
                    end = entry.end();
                } else {
                    end = value(next).end;
                }
            }
            // what ends a block has no characters of its own
            boolean isFlow = end() > start();
            return new Extent(start, inside, isFlow ? end() : end, isFlow, isMapping, List.copyOf(entries));
        }

        /** A block's text ends with its last line, unless it keeps those behind it. */
        private int endOfScalar(int start, int end) {
            int at = end;
            boolean keeps =
                    text.substring(start, end).lines().findFirst().orElse("").contains("+");
            while (!keeps && at > start && Character.isWhitespace(text.charAt(at - 1))) {
                at--;
            }
            return at;
        }

        private int start() {
            return index(parser.currentTokenLocation());
        }

        private int end() {
            return index(parser.currentLocation());
        }

        private int index(JsonLocation location) {
            return file.index(new Position(location.getLineNr(), location.getColumnNr()));
        }
    }
}
