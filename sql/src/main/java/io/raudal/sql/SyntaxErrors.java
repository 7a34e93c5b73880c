package io.raudal.sql;

import io.raudal.model.Nearest;
import io.raudal.sql.SqlTokens.Kind;
import io.raudal.sql.SqlTokens.Token;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Says of a syntax error what is probably wrong and what to write instead: from the token that the parser did not expect, what it did
 * expect, and what stands before it.
 */
final class SyntaxErrors {
    private static final Pattern END = Pattern.compile("Encountered \"[^\"]*<EOF>\" at line");
    private static final Pattern LEXICAL = Pattern.compile(
            "Lexical error at line (\\d+), column (\\d+)\\.  Encountered: (?:<EOF>|\"[^\"]*\" \\((\\d+)\\))");
    /** What the parser says besides, by the beginning of its words. */
    private static final Map<String, String> SAID = Map.of(
            "Bang equal", "bang-equal",
            "BETWEEN operator has no", "between",
            "Expecting alias", "alias.text",
            "Query expression encountered", "query.place");

    /** Reserved words that begin or end a clause: where one of these surprises, something else is missing. */
    private static final Set<String> CLAUSES = words(
            "SELECT FROM WHERE GROUP BY HAVING ORDER ON USING AND OR NOT JOIN INNER LEFT RIGHT FULL CROSS UNION EXCEPT INTERSECT",
            "LIMIT AS WHEN THEN ELSE END CASE IN IS BETWEEN LIKE WITH OVER PARTITION DISTINCT SET INTO NULL TABLE UNNEST");

    /** Words that begin a part of a query. */
    private static final Set<String> PARTS = words("SELECT FROM WHERE GROUP HAVING ORDER LIMIT WITH");

    /** Words that others are misspelt for. */
    private static final Set<String> SPELT = words(
            "SELECT FROM WHERE GROUP HAVING ORDER JOIN LEFT CROSS BETWEEN LIKE DISTINCT UNNEST WITH CASE WHEN THEN ELSE TABLE",
            "PARTITION FILTER DESCRIPTOR INTERVAL TUMBLE HOP CUMULATE SESSION");

    /** Words that CASE, CAST and EXTRACT have at one place only. */
    private static final List<String> INNER = List.of("THEN", "END", "WHEN", "AS", "FROM");

    private static final Set<String> UNITS =
            words("MILLISECOND SECOND SECONDS MINUTE MINUTES HOUR HOURS DAY DAYS MONTH MONTHS YEAR YEARS");
    private static final Set<String> QUOTES = words("‘ ’ “ ” « » ´");
    /** How the parser calls a name among what it expects. */
    private static final String NAME = "<IDENTIFIER>";

    private static final String NUMBER = "<UNSIGNED_INTEGER_LITERAL>";

    private static final int SHOWN = 40;
    private static final int FEW = 8;

    private final SqlTokens tokens;
    private final boolean expression;
    private final Predicate<String> isReserved;
    private final Diagnostics diagnostics;

    /**
     * @param expression whether the text is an expression, not a query
     * @param isReserved whether a word in capitals is reserved
     */
    SyntaxErrors(String sql, boolean expression, Predicate<String> isReserved, Diagnostics diagnostics) {
        tokens = new SqlTokens(sql);
        this.expression = expression;
        this.isReserved = isReserved;
        this.diagnostics = diagnostics;
    }

    private static Set<String> words(String... lines) {
        return Set.of(String.join(" ", lines).split(" ", -1));
    }

    void report(SqlParseException e) {
        String message = String.valueOf(e.getMessage());
        SqlParserPos place = e.getPos() == null ? SqlParserPos.ZERO : e.getPos();
        Matcher lexical = LEXICAL.matcher(message);
        int[][] sequences = e.getExpectedTokenSequences();
        if (lexical.find()) {
            lexical(lexical);
        } else if (sequences != null && sequences.length > 0) {
            // As many tokens were read towards some rule; the last of them does not fit.
            int read = Arrays.stream(sequences).mapToInt(s -> s.length).max().orElse(1);
            Set<String> expected = new TreeSet<>();
            e.getExpectedTokenNames().forEach(name -> expected.add(name.replaceAll("^\"|\"$", "")));
            int first = tokens.at(place);
            int last = END.matcher(message).find() ? tokens.size() : first + read - 1;
            if (!reserved(first, last, expected)) {
                unexpected(last, place, expected);
            }
        } else if (message.startsWith("Non-query expression") && tokens.size() > 0) {
            start(tokens.get(0));
        } else {
            diagnostics.error(place, said(message), message.lines().findFirst().orElse("?"));
        }
    }

    private static String said(String message) {
        return SAID.entrySet().stream()
                .filter(said -> message.startsWith(said.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("syntax");
    }

    private void lexical(Matcher error) {
        SqlParserPos place = new SqlParserPos(Integer.parseInt(error.group(1)), Integer.parseInt(error.group(2)));
        if (error.group(3) == null) {
            int last = tokens.size() - 1;
            if (last >= 0
                    && tokens.get(last).kind() == Kind.NAME
                    && !tokens.get(last).isClosed()) {
                tell(tokens.get(last), "lexical.name");
            } else {
                diagnostics.error(place, "lexical.comment");
            }
            return;
        }
        String character = Character.toString(Integer.parseInt(error.group(3)));
        diagnostics.error(place, QUOTES.contains(character) ? "lexical.quote" : "lexical", character);
    }

    /** Reports the first token, with which nothing begins. */
    private void start(Token first) {
        if (expression) {
            tell(first, "start.expression", shown(first));
        } else if (!misspelt(first)) {
            tell(first, "start", shown(first));
        }
    }

    /** Reports a reserved word where there may be a name. */
    private boolean reserved(int first, int last, Set<String> expected) {
        for (int index = first; index <= last && index < tokens.size(); index++) {
            Token token = tokens.get(index);
            boolean isName = index < last || expected.contains(NAME);
            boolean isUnit = index > 0 && isUnit(tokens.get(index - 1), token);
            if (isName && !isUnit && !isAmong(CLAUSES, token) && isReserved(token)) {
                return tell(token, "reserved", token.text());
            }
        }
        return false;
    }

    private boolean isReserved(Token token) {
        return token.kind() == Kind.WORD && isReserved.test(token.text().toUpperCase(Locale.ROOT));
    }

    private static boolean isAmong(Set<String> words, Token token) {
        return token.kind() == Kind.WORD && words.contains(token.text().toUpperCase(Locale.ROOT));
    }

    private static boolean isUnit(Token before, Token token) {
        return isAmong(UNITS, token) && (before.kind() == Kind.TEXT || before.kind() == Kind.NUMBER);
    }

    private void unexpected(int index, SqlParserPos place, Set<String> expected) {
        if (index >= tokens.size()) {
            end(place, expected);
            return;
        }
        Token token = tokens.get(index);
        if (token.is("\"")) {
            tell(token, "double-quote");
        } else if (token.kind() == Kind.TEXT && !token.isClosed()) {
            tell(token, "unclosed");
        } else if (token.is(";")) {
            tell(token, "second");
        } else if (index == 0) {
            start(token);
        } else if (!lacking(index, expected) && !misplaced(index, expected)) {
            tell(token, "unexpected", shown(token), shown(tokens.get(index - 1)));
        }
    }

    private void end(SqlParserPos place, Set<String> expected) {
        int open = tokens.open(tokens.size());
        if (tokens.size() == 0) {
            diagnostics.error(place, "empty");
        } else if (open >= 0) {
            open(open);
        } else {
            String last = shown(tokens.get(tokens.size() - 1));
            if (!few(place, "end", last, expected)) {
                diagnostics.error(place, "end", last);
            }
        }
    }

    private boolean open(int index) {
        return tell(
                tokens.get(index),
                "open",
                tokens.get(index).is("(") ? ")" : "]",
                tokens.get(index).text());
    }

    /** Reports what is missing before a token. */
    private boolean lacking(int index, Set<String> expected) {
        Token before = tokens.get(index - 1);
        Token token = tokens.get(index);
        if (misspelt(before) || misspelt(token)) {
            return true;
        }
        boolean isClause = isAmong(CLAUSES, token);
        boolean expectsName = expected.contains(NAME);
        if (before.is(",") && (isClause || token.is(")") || token.is(","))) {
            return tell(before, "comma", shown(token));
        }
        if (expectsName && token.is("FROM") && (before.is("SELECT") || before.is("DISTINCT"))) {
            return tell(token, "select.empty");
        }
        if (before.is("(") && token.is("SELECT")) {
            return tell(before, "wanted", "AS", "(");
        }
        if (before.is("TABLE") && token.is("(")) {
            return tell(before, "table.query");
        }
        Optional<String> inner = inner(expected);
        if (inner.isPresent()) {
            return tell(token, "wanted", inner.get(), shown(token));
        }
        int open = tokens.open(index);
        boolean isQuery = open >= 0
                && (tokens.get(open + 1).is("SELECT") || tokens.get(open + 1).is("WITH"));
        if (open >= 0 && !isQuery && isAmong(PARTS, token) && (before.is("(") || !expectsName)) {
            return open(open);
        }
        if (token.is(")") && open < 0) {
            return tell(token, "close");
        }
        boolean isOpenEnded =
                before.kind() == Kind.SIGN ? !before.is(")") && !before.is("]") : isAmong(CLAUSES, before);
        boolean isNext = isClause || (token.kind() == Kind.SIGN && !token.is("="));
        return expectsName && isOpenEnded && isNext && tell(token, "missing", shown(before), shown(token));
    }

    /** The word of a CASE, CAST or EXTRACT that is missing. A comma may stand behind any column, but not where AS is CAST's. */
    private static Optional<String> inner(Set<String> expected) {
        boolean isCase = expected.contains("THEN") || expected.contains("WHEN");
        return expected.contains(NAME) || (expected.contains(",") && !isCase)
                ? Optional.empty()
                : INNER.stream().filter(expected::contains).findFirst();
    }

    /** Reports a token that belongs elsewhere, or that something lacks between it and the one before. */
    private boolean misplaced(int index, Set<String> expected) {
        Token before = tokens.get(index - 1);
        Token token = tokens.get(index);
        if (token.is("=") && before.is("=")) {
            return tell(token, "equal");
        }
        if (expected.containsAll(Set.of("SECOND", "DAY")) && !expected.contains(NAME)) {
            return tell(token, "interval.unit");
        }
        if (isUnit(before, token)) {
            return tell(before, "interval.word", before.text().replace("'", ""), token.text());
        }
        if (!expected.contains(",") && few(token.place(), "unexpected", shown(token), expected)) {
            return true;
        }
        if (isAmong(PARTS, token)) {
            return tell(token, "order", token.text());
        }
        if (before.kind() == Kind.TEXT && before.touches(token)) {
            return tell(token, "quote.inside");
        }
        if (token.kind() != Kind.SIGN) {
            String key = expected.contains(",") ? "between.comma" : "between.operator";
            return tell(token, key, shown(before), shown(token));
        }
        return few(token.place(), "unexpected", shown(token), expected);
    }

    private boolean tell(Token place, String key, Object... arguments) {
        diagnostics.error(place.place(), key, arguments);
        return true;
    }

    /** Reports a word that is nearly one of SQL's. */
    private boolean misspelt(Token token) {
        if (token.kind() != Kind.WORD || token.text().length() < 4 || isReserved(token)) {
            return false;
        }
        Optional<String> nearest = Nearest.of(token.text(), SPELT);
        return nearest.isPresent() && !token.is(nearest.get()) && tell(token, "misspelt", token.text(), nearest.get());
    }

    /** Reports what may stand there, where that is little. */
    private boolean few(SqlParserPos place, String key, String token, Set<String> expected) {
        List<String> words =
                expected.stream().filter(name -> !name.startsWith("<")).toList();
        boolean isName = expected.contains(NAME);
        if (words.size() > FEW || (words.isEmpty() && !isName) || expected.contains(NUMBER)) {
            return false;
        }
        String kind = isName ? words.isEmpty() ? ".name" : ".names" : words.size() == 1 ? ".word" : ".words";
        diagnostics.error(place, key + kind, token, String.join(" ", words));
        return true;
    }

    private static String shown(Token token) {
        String text = token.text();
        return text.codePointCount(0, text.length()) > SHOWN
                ? text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "..."
                : text;
    }
}
