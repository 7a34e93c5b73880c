package io.raudal.model.file;

import io.raudal.model.Format;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** How events or a table's file are written: {@code json}, {@code csv}, or a map with the options of one. */
final class FormatShape {
    private static final Pattern GROUP = Pattern.compile("\\(\\?<([A-Za-z][A-Za-z0-9]*)>");

    private static final Shape.Scalar<String> NULL_TEXT = new Shape.Scalar<>(
            (scalar, place) -> scalar.text(),
            schema -> schema.putArray("type").add("string").add("number").add("boolean"));
    private static final Key<Boolean> HEADER = Key.optional("header", Scalars.FLAG, "true");
    private static final Key<Character> DELIMITER = Key.optional("delimiter", Scalars.CHARACTER, ",");
    private static final Key<Character> QUOTE = Key.optional("quote", Scalars.CHARACTER, "\"");
    private static final Key<List<String>> NULL =
            Key.optional("null", new Shape.Either<>(NULL_TEXT.asList(), new Shape.ListOf<>(NULL_TEXT, 0)), "");
    private static final Group<Format> CSV_OPTIONS =
            Group.of("csv", List.of(HEADER, DELIMITER, QUOTE, NULL), FormatShape::csv);

    private static final Key<Pattern> PATTERN = Key.required(
            "pattern",
            new Shape.Scalar<>(
                    FormatShape::pattern, schema -> schema.put("type", "string").put("minLength", 1)));
    private static final Group<Format> TEXT_OPTIONS = Group.of("text", List.of(PATTERN), values -> {
        Pattern pattern = values.get(PATTERN);
        return pattern == null ? null : new Format.Text(pattern);
    });

    private static final Key<Format> CSV = Key.optional("csv", CSV_OPTIONS);
    private static final Key<Format> TEXT = Key.optional("text", TEXT_OPTIONS);

    /** Of a stream. */
    static final Shape<Format> STREAM =
            new Shape.Either<>(named("must.be.format"), options("format", List.of(CSV, TEXT)));
    /** Of a table's file. */
    static final Shape<Format> TABLE =
            new Shape.Either<>(named("must.be.table.format"), options("tableFormat", List.of(CSV)));

    private FormatShape() {}

    private static Shape.Scalar<Format> named(String rule) {
        return new Shape.Scalar<>(
                (scalar, place) -> {
                    if (scalar.text().equals("json")) {
                        return new Format.Json();
                    }
                    if (scalar.text().equals("csv")) {
                        return Format.Csv.DEFAULT;
                    }
                    place.error(Texts.of(rule), scalar);
                    return null;
                },
                schema -> schema.putArray("enum").add("json").add("csv"));
    }

    private static Group<Format> options(String name, List<Key<Format>> keys) {
        return new Group<>(name, List.copyOf(keys), List.of(), true, values -> {
            for (Key<Format> key : keys) {
                if (values.has(key)) {
                    return values.get(key);
                }
            }
            return null;
        });
    }

    private static Format csv(Values values) {
        char delimiter = values.getOrDefault(DELIMITER);
        char quote = values.getOrDefault(QUOTE);
        if (delimiter == quote) {
            values.at(values.has(QUOTE) ? QUOTE : DELIMITER)
                    .error(Texts.of("csv.quote.is.delimiter"), String.valueOf(quote), null);
        }
        return new Format.Csv(values.getOrDefault(HEADER), delimiter, quote, values.getOrDefault(NULL));
    }

    private static @Nullable Pattern pattern(Node.Scalar scalar, Place place) {
        String text = Scalars.TEXT.readPresent(scalar, place);
        if (text == null) {
            return null;
        }
        try {
            Pattern pattern = Pattern.compile(text);
            if (groups(pattern).isEmpty()) {
                place.error(Texts.of("text.no.groups"), scalar, Texts.of("text.no.groups.remedy"));
            }
            return pattern;
        } catch (PatternSyntaxException e) {
            String at = e.getIndex() < 0 ? "" : text.substring(0, Math.min(e.getIndex(), text.length()));
            place.error(
                    Texts.of("must.be.pattern", String.valueOf(at.codePointCount(0, at.length()) + 1)),
                    scalar,
                    Texts.of("must.be.pattern.remedy"));
            return null;
        }
    }

    /** The pattern's named groups. */
    static Set<String> groups(Pattern pattern) {
        Set<String> groups = new TreeSet<>();
        Matcher group = GROUP.matcher(pattern.pattern());
        while (group.find()) {
            if (isGroup(pattern, group.group(1))) {
                groups.add(group.group(1));
            }
        }
        return groups;
    }

    /** Whether the name is a group and no text that looks like one; a reference back to what is no group does not compile. */
    private static boolean isGroup(Pattern pattern, String name) {
        try {
            Pattern.compile(pattern.pattern() + "\n\\k<" + name + ">", pattern.flags());
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
