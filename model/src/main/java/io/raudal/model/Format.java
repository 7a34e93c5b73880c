package io.raudal.model;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** How the events of a stream are written. */
public sealed interface Format {

    /** One JSON object an event; one a line in files. */
    record Json() implements Format {}

    /**
     * RFC 4180.
     *
     * @param header whether a file's first record names the columns; without it, columns are by position
     * @param nulls the texts (unquoted) that mean NULL
     */
    record Csv(boolean header, char delimiter, char quote, List<String> nulls) implements Format {
        public static final Csv DEFAULT = new Csv(true, ',', '"', List.of(""));

        public Csv {
            nulls = List.copyOf(nulls);
        }
    }

    /** A line that the pattern matches whole; its named groups are the columns. */
    record Text(Pattern pattern) implements Format {
        public Text {
            Objects.requireNonNull(pattern);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Text text && text.pattern.pattern().equals(pattern.pattern());
        }

        @Override
        public int hashCode() {
            return pattern.pattern().hashCode();
        }
    }
}
