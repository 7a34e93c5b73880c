package io.raudal.duckdb;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Statements that are no SELECT, told by their first word, so that their refusal says what there is instead. Only says: what may run is
 * decided by its tree.
 */
final class OtherStatements {
    /** White space and comments, then a word that is no part of a longer name. */
    private static final Pattern FIRST =
            Pattern.compile("(?s)(?:[\\s\\uFEFF]|--[^\\n]*(?:\\n|$)|/\\*.*?\\*/)*+([A-Za-z_]+)(?!\\w|\\s*\\.)");

    private static final Map<String, String> KEYS = keys();

    private OtherStatements() {}

    private static Map<String, String> keys() {
        Map<String, String> keys = new HashMap<>();
        List.of("pivot", "pivot_wider").forEach(word -> keys.put(word, "query.not-pivot"));
        List.of("unpivot", "pivot_longer").forEach(word -> keys.put(word, "query.not-unpivot"));
        keys.put("show", "query.not-show");
        keys.put("explain", "query.not-explain");
        List.of("set", "reset", "pragma", "call", "load", "install", "use", "attach", "detach")
                .forEach(word -> keys.put(word, "query.not-setting"));
        List.of("vacuum", "analyze", "checkpoint", "begin", "commit", "rollback")
                .forEach(word -> keys.put(word, "query.not-upkeep"));
        List.of("alter", "comment", "copy", "create", "delete", "drop", "execute", "export")
                .forEach(word -> keys.put(word, "query.not-select"));
        List.of("import", "insert", "merge", "prepare", "truncate", "update")
                .forEach(word -> keys.put(word, "query.not-select"));
        return Map.copyOf(keys);
    }

    /** @throws QueryFailure if the text begins as another statement than a SELECT */
    static void refuse(String sql) throws QueryFailure {
        Matcher first = FIRST.matcher(sql);
        String key = first.lookingAt() ? KEYS.get(first.group(1).toLowerCase(Locale.ROOT)) : null;
        if (key != null) {
            throw new QueryFailure(key, List.of());
        }
    }
}
