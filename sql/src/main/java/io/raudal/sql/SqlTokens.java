package io.raudal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.parser.SqlParserPos;

/** The words, texts and signs of an SQL text with their places, as far as telling what is wrong in it needs them. Immutable. */
final class SqlTokens {
    /** Comments and spaces; words; names in backticks; texts; numbers; signs. What is not closed goes to the end. */
    private static final Pattern TOKEN = Pattern.compile("(?s)(?<space>\\s+|--[^\\r\\n]*|/\\*.*?(?:\\*/|\\z))"
            + "|(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*)"
            + "|(?<name>`[^`]*(?:`|\\z))"
            + "|(?<text>'[^']*(?:'|\\z))"
            + "|(?<number>\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?)"
            + "|<=|>=|<>|!=|=>|\\|\\||.");

    enum Kind {
        WORD,
        NAME,
        TEXT,
        NUMBER,
        SIGN
    }

    /** @param start offset in the text */
    record Token(Kind kind, String text, int start, SqlParserPos place) {
        boolean is(String word) {
            return text.equalsIgnoreCase(word);
        }

        /** Of a text, or a name in backticks: whether it has its last quote. */
        boolean isClosed() {
            return text.length() > 1 && text.charAt(text.length() - 1) == text.charAt(0);
        }

        /** Whether nothing stands between this one and the one behind it. */
        boolean touches(Token next) {
            return start + text.length() == next.start;
        }
    }

    private static final Pattern LINE = Pattern.compile("\\r\\n|\\r|\\n");

    private final List<Token> tokens = new ArrayList<>();

    SqlTokens(String sql) {
        List<Integer> lines = new ArrayList<>(List.of(0));
        LINE.matcher(sql).results().forEach(end -> lines.add(end.end()));
        Matcher token = TOKEN.matcher(sql);
        int line = 0;
        while (token.find()) {
            while (line + 1 < lines.size() && lines.get(line + 1) <= token.start()) {
                line++;
            }
            if (token.group("space") == null) {
                SqlParserPos place = new SqlParserPos(line + 1, token.start() - lines.get(line) + 1);
                tokens.add(new Token(kind(token), token.group(), token.start(), place));
            }
        }
    }

    private static Kind kind(Matcher token) {
        if (token.group("word") != null) {
            return Kind.WORD;
        }
        if (token.group("name") != null) {
            return Kind.NAME;
        }
        if (token.group("text") != null) {
            return Kind.TEXT;
        }
        return token.group("number") != null ? Kind.NUMBER : Kind.SIGN;
    }

    int size() {
        return tokens.size();
    }

    Token get(int index) {
        return tokens.get(index);
    }

    /** Index of the first token at or behind a place; {@link #size} if there is none. */
    int at(SqlParserPos place) {
        int index = 0;
        while (index < tokens.size() && isBefore(tokens.get(index).place(), place)) {
            index++;
        }
        return index;
    }

    private static boolean isBefore(SqlParserPos left, SqlParserPos right) {
        return left.getLineNum() < right.getLineNum()
                || (left.getLineNum() == right.getLineNum() && left.getColumnNum() < right.getColumnNum());
    }

    /** Index of the innermost parenthesis or bracket that is open before a token; -1 if there is none. */
    int open(int before) {
        List<Integer> open = new ArrayList<>();
        for (int index = 0; index < before; index++) {
            String text = tokens.get(index).text();
            if (text.equals("(") || text.equals("[")) {
                open.add(index);
            } else if ((text.equals(")") || text.equals("]")) && !open.isEmpty()) {
                open.remove(open.size() - 1);
            }
        }
        return open.isEmpty() ? -1 : open.get(open.size() - 1);
    }
}
