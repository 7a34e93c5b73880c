package io.raudal.engine.expression;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Turns a pattern of SIMILAR TO into a regular expression: % and _ as in LIKE, [:ALPHA:] and the like in classes; all else means what it
 * means there (as in Flink, a point too is any character).
 */
final class SimilarPattern {
    private static final String QUOTED = "\\.^$[]|*+?{}()-&";

    private SimilarPattern() {}

    /** @param escape the code point that takes the meaning from what follows it, or -1 */
    static Pattern of(String pattern, int escape) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            int point = pattern.codePointAt(at);
            at += Character.charCount(point);
            if (point == escape) {
                if (at == pattern.length()) {
                    throw new RowFailure("similar.escape", Casts.quoted(pattern));
                }
                point = pattern.codePointAt(at);
                at += Character.charCount(point);
                literal(regex, point);
            } else if (point == '[') {
                at = characterClass(pattern, at, regex);
            } else if (point == '%') {
                regex.append(".*");
            } else if (point == '_') {
                regex.append('.');
            } else {
                regex.appendCodePoint(point);
            }
        }
        return Patterns.regex(regex.toString(), Pattern.DOTALL);
    }

    private static void literal(StringBuilder regex, int point) {
        if (QUOTED.indexOf(point) >= 0) {
            regex.append('\\');
        }
        regex.appendCodePoint(point);
    }

    /** Writes the class that starts behind a bracket, with names such as [:ALPHA:] in it, and returns where it ends. */
    private static int characterClass(String pattern, int from, StringBuilder regex) {
        regex.append('[');
        int at = from;
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            if (pattern.startsWith("[:", at)) {
                int end = pattern.indexOf(":]", at);
                regex.append(named(end < 0 ? "" : pattern.substring(at + 2, end), pattern));
                at = end + 2;
            } else {
                char c = pattern.charAt(at++);
                regex.append(c == '[' || c == '\\' || c == '&' ? "\\" : "").append(c);
            }
        }
        regex.append(']');
        return at + 1;
    }

    private static String named(String name, String pattern) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "ALPHA" -> "\\p{Alpha}";
            case "UPPER" -> "\\p{Upper}";
            case "LOWER" -> "\\p{Lower}";
            case "DIGIT" -> "\\d";
            case "ALNUM" -> "\\p{Alnum}";
            case "SPACE" -> " ";
            case "WHITESPACE" -> "\\s";
            default -> throw new RowFailure("similar.class", Casts.quoted(pattern), name);
        };
    }
}
