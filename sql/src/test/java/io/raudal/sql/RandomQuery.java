package io.raudal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes queries over the fixture's streams that are mostly right: filters, joins, windows, groups, queries in queries, top-N. */
final class RandomQuery {
    private static final String[] NUMBERS = {
        "n", "big", "price", "temperature", "1", "2.5", "1e3", "CHAR_LENGTH(site)", "CARDINALITY(tags)"
    };
    private static final String[] TEXTS = {
        "device", "site", "'x'", "UPPER(site)", "tags[1]", "doc", "JSON_VALUE(doc, '$.a')"
    };
    private static final String[] TIMES = {"ts", "later", "d", "FLOOR(ts TO HOUR)", "ts + INTERVAL '1' HOUR"};
    private static final String[] WINDOWS = {
        "TUMBLE(TABLE %s, DESCRIPTOR(ts), INTERVAL '10' SECOND)",
        "HOP(TABLE %s, DESCRIPTOR(ts), INTERVAL '1' MINUTE, INTERVAL '1' HOUR)",
        "CUMULATE(TABLE %s, DESCRIPTOR(ts), INTERVAL '1' HOUR, INTERVAL '1' DAY)",
        "SESSION(TABLE %s PARTITION BY device, DESCRIPTOR(ts), INTERVAL '5' MINUTE)"
    };

    private final Random random;

    RandomQuery(Random random) {
        this.random = random;
    }

    String next() {
        return switch (random.nextInt(5)) {
            case 0 -> rows(from());
            case 1 -> grouped(random.nextBoolean() ? from() : "(" + starred(from()) + ") AS q");
            case 2 -> grouped(windowed());
            case 3 -> topN();
            default -> "SELECT x + 1 AS y, EXPR FROM (" + rows(from()).replace("EXPR$", "EXPR") + ") WHERE x > 1";
        };
    }

    private String starred(String from) {
        return "SELECT *, " + number(2) + " AS x FROM " + from + where();
    }

    private String rows(String from) {
        return "SELECT ts, device AS EXPR, " + number(3) + " AS x, " + text(3) + " AS s, " + condition(2)
                + " AS c FROM " + from + where();
    }

    private String from() {
        return switch (random.nextInt(6)) {
            case 0 -> "readings JOIN devices ON device = id" + (random.nextBoolean() ? " AND n > level" : "");
            case 1 -> "readings LEFT JOIN devices AS dev (id, label, level) ON " + text(2) + " = id";
            case 2 -> "readings CROSS JOIN UNNEST(tags) AS u (tag)";
            case 3 -> "readings LEFT JOIN UNNEST(attrs) AS u (k, v) ON TRUE";
            default -> "readings";
        };
    }

    private String windowed() {
        String window = "TABLE(" + String.format(pick(WINDOWS), "readings") + ")";
        return switch (random.nextInt(4)) {
            case 0 -> window + " AS w JOIN devices ON w.device = id";
            case 1 -> window + " CROSS JOIN UNNEST(numbers) AS u (number)";
            case 2 -> "(SELECT *, " + number(2) + " AS extra FROM " + window + where() + ") AS q";
            default -> window;
        };
    }

    private String grouped(String from) {
        List<String> keys = new ArrayList<>();
        if (from.contains("SESSION")) {
            keys.add("device");
        } else {
            for (int i = random.nextInt(3); i > 0; i--) {
                keys.add(random.nextBoolean() ? pick(TEXTS) : number(2));
            }
            keys.removeIf(key -> key.matches("[0-9.e]+"));
        }
        boolean window = from.contains("TABLE(");
        StringBuilder select = new StringBuilder("SELECT ");
        for (String key : keys) {
            if (random.nextInt(4) > 0) {
                select.append(key).append(" AS k").append(select.length()).append(", ");
            }
        }
        if (window && random.nextInt(4) > 0) {
            select.append("window_start, window_end, ");
        }
        String aggregate = aggregate();
        select.append(aggregate)
                .append(" AS a, ")
                .append(aggregate())
                .append(" AS b FROM ")
                .append(from)
                .append(where());
        List<String> groups = new ArrayList<>(keys);
        if (window) {
            groups.add("window_start");
            groups.add("window_end");
        }
        if (!groups.isEmpty()) {
            String sets = window && !keys.isEmpty() && !from.contains("SESSION") && random.nextInt(4) == 0
                    ? "window_start, window_end, ROLLUP(" + String.join(", ", keys) + ")"
                    : String.join(", ", groups);
            select.append(" GROUP BY ").append(sets);
        }
        return select.append(random.nextInt(3) == 0 ? " HAVING COUNT(*) > 1" : "")
                .toString();
    }

    private String topN() {
        boolean aggregated = random.nextBoolean();
        String window = "TABLE(" + String.format(WINDOWS[random.nextInt(3)], "readings") + ")";
        String inner = aggregated
                ? "(SELECT device, window_start, window_end, " + aggregate() + " AS a, COUNT(*) AS c FROM " + window
                        + where() + " GROUP BY device, window_start, window_end)"
                : window;
        String order = aggregated ? "c DESC, device" : number(2) + " DESC NULLS LAST, ts";
        return "SELECT device, window_start, window_end" + (random.nextBoolean() ? ", rn" : "")
                + " FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end"
                + (random.nextBoolean() ? ", device" : "") + " ORDER BY " + order + ") AS rn FROM " + inner
                + ") WHERE rn <= " + random.nextInt(5) + (random.nextBoolean() ? " AND device <> 'x'" : "");
    }

    private String aggregate() {
        String filter = random.nextInt(4) == 0 ? " FILTER (WHERE " + condition(1) + ")" : "";
        return switch (random.nextInt(7)) {
            case 0 -> "COUNT(*)" + filter;
            case 1 -> "COUNT(DISTINCT " + text(1) + ")" + filter;
            case 2 -> "SUM(" + number(2) + ")" + filter + " * 2";
            case 3 -> "AVG(" + number(2) + ")" + filter;
            case 4 -> "MAX(" + (random.nextBoolean() ? text(1) : pick(TIMES)) + ")" + filter;
            case 5 -> "FIRST_VALUE(" + text(1) + ")" + filter;
            default -> "APPROX_PERCENTILE(" + number(1) + ", 0.5)" + filter;
        };
    }

    private String where() {
        return random.nextInt(3) == 0 ? "" : " WHERE " + condition(2);
    }

    private String number(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return pick(NUMBERS);
        }
        return switch (random.nextInt(6)) {
            case 0 -> "(" + number(depth - 1) + " " + pick("+", "-", "*", "/") + " " + number(depth - 1) + ")";
            case 1 ->
                "CASE WHEN " + condition(depth - 1) + " THEN " + number(depth - 1) + " ELSE " + number(depth - 1)
                        + " END";
            case 2 -> "COALESCE(" + number(depth - 1) + ", 0)";
            case 3 -> "ROUND(" + number(depth - 1) + ", 1)";
            case 4 -> "CAST(" + text(depth - 1) + " AS " + pick("INT", "DOUBLE", "DECIMAL(20, 3)", "BIGINT") + ")";
            default -> "EXTRACT(DAY FROM " + pick(TIMES) + ")";
        };
    }

    private String text(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return pick(TEXTS);
        }
        return switch (random.nextInt(4)) {
            case 0 -> "CONCAT(" + text(depth - 1) + ", " + number(depth - 1) + ")";
            case 1 -> "SUBSTRING(" + text(depth - 1) + ", 1, 2)";
            case 2 -> "COALESCE(" + text(depth - 1) + ", 'none')";
            default -> "CAST(" + number(depth - 1) + " AS STRING)";
        };
    }

    private String condition(int depth) {
        if (depth == 0) {
            return pick("ok", "n IS NULL", "site LIKE 'a%'");
        }
        return switch (random.nextInt(5)) {
            case 0 -> number(depth) + " " + pick("<", ">=", "=", "<>") + " " + number(depth - 1);
            case 1 -> "(" + condition(depth - 1) + " " + pick("AND", "OR") + " " + condition(depth - 1) + ")";
            case 2 -> "NOT " + condition(depth - 1);
            case 3 -> pick(TIMES) + " > '2026-01-01'";
            default -> text(depth - 1) + " IN ('a', 'b')";
        };
    }

    private String pick(String... options) {
        return options[random.nextInt(options.length)];
    }
}
