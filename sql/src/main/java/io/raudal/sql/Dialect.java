package io.raudal.sql;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImpl;
import org.apache.flink.sql.parser.validate.FlinkSqlConformance;
import org.jspecify.annotations.Nullable;

/** Reads Flink SQL's text with Flink's own parser. */
final class Dialect {
    private static final SqlParser.Config CONFIG = SqlParser.config()
            .withParserFactory(FlinkSqlParserImpl.FACTORY)
            .withConformance(FlinkSqlConformance.DEFAULT)
            .withQuoting(Quoting.BACK_TICK)
            .withUnquotedCasing(Casing.UNCHANGED)
            .withQuotedCasing(Casing.UNCHANGED)
            .withCaseSensitive(true)
            .withIdentifierMaxLength(256);

    private static final int MAX_LENGTH = 200_000;
    private static final Pattern ENCOUNTERED =
            Pattern.compile("Encountered \"(.*?)\" at line|near the keyword '(.*?)'", Pattern.DOTALL);
    private static final Pattern LEXICAL = Pattern.compile("Lexical error at line (\\d+), column (\\d+)");

    /** Reserved words that begin or end a clause: where one of these surprises, something else is missing. */
    private static final Set<String> CLAUSES = Set.of(
            "SELECT",
            "FROM",
            "WHERE",
            "GROUP",
            "BY",
            "HAVING",
            "ORDER",
            "ON",
            "USING",
            "AND",
            "OR",
            "NOT",
            "JOIN",
            "INNER",
            "LEFT",
            "RIGHT",
            "FULL",
            "CROSS",
            "UNION",
            "EXCEPT",
            "INTERSECT",
            "LIMIT",
            "AS",
            "WHEN",
            "THEN",
            "ELSE",
            "END",
            "CASE",
            "IN",
            "IS",
            "BETWEEN",
            "LIKE",
            "WITH",
            "OVER",
            "DISTINCT",
            "SET",
            "INTO",
            "NULL",
            "TABLE",
            "UNNEST");

    /** Made at the first syntax error: the parser finds its words by parsing each of them. */
    private static final class Words {
        static final SqlAbstractParserImpl.Metadata METADATA =
                SqlParser.create("", CONFIG).getMetadata();
    }

    private Dialect() {}

    /** The statement, or null after its syntax error was reported. */
    static @Nullable SqlNode statement(String sql, Diagnostics diagnostics) {
        return parse(withoutSemicolon(sql), false, diagnostics);
    }

    /** The expression, or null after its syntax error was reported. */
    static @Nullable SqlNode expression(String sql, Diagnostics diagnostics) {
        return parse(sql, true, diagnostics);
    }

    private static String withoutSemicolon(String sql) {
        String trimmed = sql.stripTrailing();
        return trimmed.endsWith(";") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
    }

    private static @Nullable SqlNode parse(String sql, boolean expression, Diagnostics diagnostics) {
        if (sql.length() > MAX_LENGTH) {
            diagnostics.error("too-long", sql.length(), MAX_LENGTH);
            return null;
        }
        try {
            SqlParser parser = SqlParser.create(sql, CONFIG);
            return expression ? parser.parseExpression() : parser.parseStmt();
        } catch (SqlParseException e) {
            if (rootCause(e) instanceof StackOverflowError) {
                diagnostics.error("too-deep");
            } else {
                report(e, diagnostics);
            }
        } catch (CalciteContextException e) {
            diagnostics.error(
                    new SqlParserPos(e.getPosLine(), e.getPosColumn()),
                    "syntax",
                    firstLine(rootCause(e).getMessage()));
        } catch (StackOverflowError e) {
            diagnostics.error("too-deep");
        } catch (RuntimeException e) {
            // The parser throws unchecked exceptions of many kinds at malformed literals and identifiers.
            diagnostics.error("syntax", firstLine(rootCause(e).getMessage()));
        }
        return null;
    }

    private static void report(SqlParseException e, Diagnostics diagnostics) {
        String message = String.valueOf(e.getMessage());
        SqlParserPos place = e.getPos() == null ? SqlParserPos.ZERO : e.getPos();
        Matcher lexical = LEXICAL.matcher(message);
        if (lexical.find()) {
            place = new SqlParserPos(Integer.parseInt(lexical.group(1)), Integer.parseInt(lexical.group(2)));
            diagnostics.error(place, "lexical");
            return;
        }
        if (message.startsWith("Bang equal")) {
            diagnostics.error(place, "bang-equal");
            return;
        }
        Matcher encountered = ENCOUNTERED.matcher(message);
        if (!encountered.find()) {
            diagnostics.error(place, "syntax", firstLine(message));
            return;
        }
        // the tokens that were read towards some rule, the last of which does not fit
        String[] tokens = (encountered.group(1) == null ? encountered.group(2) : encountered.group(1)).split(" ", -1);
        String token = tokens[tokens.length - 1];
        if (isReserved(tokens[0])) {
            diagnostics.error(place, "reserved", tokens[0]);
        } else if (token.equals("<EOF>")) {
            diagnostics.error(place, "end");
        } else if (token.equals("\\\"")) {
            diagnostics.error(place, "double-quote");
        } else if (token.equals("\\'") || token.equals("'")) {
            diagnostics.error(place, "unclosed");
        } else {
            diagnostics.error(place, "unexpected", token);
        }
    }

    private static boolean isReserved(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        if (CLAUSES.contains(upper) || !word.matches("\\w+")) {
            return false;
        }
        return Words.METADATA.isReservedWord(upper);
    }

    private static Throwable rootCause(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "?" : message.lines().findFirst().orElse("?");
    }
}
