package io.raudal.sql;

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
                new SyntaxErrors(sql, expression, Words.METADATA::isReservedWord, diagnostics).report(e);
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
