package io.raudal.duckdb;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a query, on its way to whoever asked: the key of a message and what it names. */
final class QueryFailure extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Pattern LINE = Pattern.compile("(?m)^LINE (\\d+): (.*)\\R( *)\\^");

    /** A name with hyphens ahead of a point. */
    private static final Pattern HYPHENATED = Pattern.compile("[A-Za-z_]\\w*(?:-\\w+)+(?=\\s*\\.)");

    private static final String TOO_DEEP = "Max expression depth limit";
    /** Advice to change settings or to load something, which is refused here; first where it is a part of a sentence. */
    private static final Pattern ADVICE = Pattern.compile(
            ",? or (?:use )?[\"']?(?:SET|PRAGMA) [a-z_]+[^.\\n]*"
                    + "|(?:(?<=[.;!])\\s+|(?<=\\n)|^)[^.;!\\n]*\\b(?:SET|RESET|PRAGMA|INSTALL|LOAD) [a-z_]+[^.\\n]*[.!]?(?=\\s|$)");

    private final String key;
    private final transient List<String> arguments;

    QueryFailure(String key, List<String> arguments) {
        super(key);
        this.key = key;
        this.arguments = List.copyOf(arguments);
    }

    String key() {
        return key;
    }

    List<String> arguments() {
        return arguments;
    }

    /** A failure with DuckDB's own words. */
    static QueryFailure inWords(String sql, long position, String words) {
        if (words.contains(TOO_DEEP)) {
            return new QueryFailure("query.too-deep", List.of());
        }
        String name = hyphenated(sql, position);
        return name.isEmpty()
                ? at(sql, position, "query.words", List.of(withoutAdvice(words)))
                : at(sql, position, "query.hyphen", List.of(name, name.replace('-', '_')));
    }

    /** The pipeline's name that the place is in, if it is one with a hyphen; else empty. */
    private static String hyphenated(String sql, long position) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        if (position < 0 || position > bytes.length) {
            return "";
        }
        int at = new String(bytes, 0, (int) position, StandardCharsets.UTF_8).length();
        return HYPHENATED
                .matcher(sql)
                .results()
                .filter(name -> name.start() <= at && at < name.end())
                .map(MatchResult::group)
                .findFirst()
                .orElse("");
    }

    /** A failure at a place, if that is known: the message's arguments are {@code line, column, ...} with {@code -at} behind its key. */
    static QueryFailure at(String sql, long position, String key, List<String> arguments) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        if (position < 0 || position > bytes.length) {
            return new QueryFailure(key, arguments);
        }
        String before = new String(bytes, 0, (int) position, StandardCharsets.UTF_8);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        return at(line, column, key, arguments);
    }

    private static String withoutAdvice(String words) {
        String left = ADVICE.matcher(words).replaceAll("").strip();
        return left.isEmpty() ? words.strip() : left;
    }

    private static QueryFailure at(int line, int column, String key, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(Integer.toString(line), Integer.toString(column)));
        all.addAll(arguments);
        return new QueryFailure(key + "-at", all);
    }

    /**
     * What DuckDB reports, as what the user can act on.
     *
     * @param linesBefore that stood before the query
     */
    static QueryFailure of(SQLException failure, int linesBefore) {
        String text = String.valueOf(failure.getMessage());
        if (text.startsWith("Out of Memory")) {
            return new QueryFailure("query.memory", List.of());
        }
        if (text.contains(TOO_DEEP)) {
            return new QueryFailure("query.too-deep", List.of());
        }
        Matcher line = LINE.matcher(text);
        if (!line.find()) {
            return new QueryFailure("query.words", List.of(withoutAdvice(text)));
        }
        String words = withoutAdvice(text.substring(0, line.start()));
        int prefix = ("LINE " + line.group(1) + ": ").length();
        int column = line.group(3).length() - prefix + 1;
        if (line.group(2).startsWith("...") || column < 1) {
            return new QueryFailure("query.words", List.of(words));
        }
        return at(Integer.parseInt(line.group(1)) - linesBefore, column, "query.words", List.of(words));
    }
}
