package io.raudal.cli.infer;

import java.util.regex.Pattern;

/** Texts as YAML values, with quotes where they need some. */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*");
    private static final Pattern WORD = Pattern.compile("(?i)true|false|yes|no|on|off|null|y|n");

    private YamlText() {}

    /** For a value in a flow mapping. */
    static String of(String text) {
        return PLAIN.matcher(text).matches() && !WORD.matcher(text).matches() ? text : quoted(text);
    }

    static String quoted(String text) {
        return text.chars().anyMatch(c -> c < ' ') ? doubleQuoted(text) : "'" + text.replace("'", "''") + "'";
    }

    static String doubleQuoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append((char) c);
                case '\t' -> quoted.append("\\t");
                case '\n' -> quoted.append("\\n");
                default -> {
                    if (c < ' ') {
                        quoted.append(String.format("\\x%02x", c));
                    } else {
                        quoted.append((char) c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
