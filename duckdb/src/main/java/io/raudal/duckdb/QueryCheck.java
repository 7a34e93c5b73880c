package io.raudal.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Lets single SELECTs through, by the tree that DuckDB's own parser makes of the text. What reads or writes anything but the tables
 * that were asked for is not let through by name; the instance that runs it is closed to all of that besides.
 */
final class QueryCheck {
    private static final Set<String> NODES =
            Set.of("SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE");
    private static final Set<String> TABLE_FUNCTIONS =
            Set.of("range", "generate_series", "unnest", "json_each", "json_tree");
    private static final Set<String> SHOWN = Set.of("DESCRIBE", "SUMMARY");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> named = new HashSet<>();
    private final List<Reference> references = new ArrayList<>();

    private final QueryFunctions functions;
    private final String sql;
    private final int before;

    private QueryCheck(QueryFunctions functions, String sql, int before) {
        this.functions = functions;
        this.sql = sql;
        this.before = before;
    }

    /**
     * A table that is named in FROM.
     *
     * @param position of the name in the SQL's UTF-8 bytes, -1 if not known
     */
    record Reference(String name, long position) {}

    /** What stands before the text of a query, in a line of its own, so that its columns stay. */
    static final String BEFORE = "SELECT * FROM (\n";

    /**
     * A query that may run.
     *
     * @param sql what to run: the text inside a SELECT with a limit, in which no two columns have one name
     * @param tables that it names
     */
    record Checked(String sql, List<Reference> tables) {}

    /**
     * Checks the text that will run. What is wrong is told of the text as it came.
     *
     * @param limit of rows
     * @throws QueryFailure if it is no single SELECT, or reads something else
     */
    static Checked check(Connection connection, QueryFunctions functions, String sql, int limit)
            throws SQLException, QueryFailure {
        OtherStatements.refuse(sql);
        String text = sql.stripTrailing();
        while (text.endsWith(";")) {
            text = text.substring(0, text.length() - 1).stripTrailing();
        }
        String inside = BEFORE + text + "\n) LIMIT " + limit;
        try {
            return new Checked(inside, tables(connection, functions, sql, inside, BEFORE.length()));
        } catch (QueryFailure e) {
            tables(connection, functions, sql, sql, 0);
            throw e;
        }
    }

    /** @param before how many bytes stand in it before the SQL as it came */
    private static List<Reference> tables(
            Connection connection, QueryFunctions functions, String sql, String text, int before)
            throws SQLException, QueryFailure {
        JsonNode tree = tree(connection, text);
        if (tree.path("error").asBoolean()) {
            if (tree.path("error_type").asText().equals("parser")) {
                long position = tree.path("position").asLong(-1);
                throw QueryFailure.inWords(
                        sql, position - before, tree.path("error_message").asText());
            }
            throw new QueryFailure("query.not-select", List.of());
        }
        JsonNode statements = tree.path("statements");
        if (statements.size() != 1) {
            throw new QueryFailure("query.not-one", List.of(Integer.toString(statements.size())));
        }
        if (!statements.get(0).path("named_param_map").isEmpty()) {
            throw new QueryFailure("query.parameter", List.of());
        }
        QueryCheck check = new QueryCheck(functions, sql, before);
        check.walk(statements.get(0));
        List<Reference> tables = new ArrayList<>();
        for (Reference reference : check.references) {
            if (reference.name().contains(".") || !check.named.contains(reference.name())) {
                tables.add(reference);
            }
        }
        return tables;
    }

    private static JsonNode tree(Connection connection, String sql) throws SQLException, QueryFailure {
        try (PreparedStatement parse = connection.prepareStatement("SELECT CAST(json_serialize_sql(?) AS VARCHAR)")) {
            parse.setString(1, sql);
            try (ResultSet row = parse.executeQuery()) {
                row.next();
                return JSON.readTree(row.getString(1));
            }
        } catch (JsonProcessingException e) {
            throw new QueryFailure("query.too-deep", List.of());
        }
    }

    private void walk(JsonNode node) throws QueryFailure {
        String type = node.path("type").asText("");
        if (type.endsWith("_NODE") && !NODES.contains(type)) {
            throw new QueryFailure("query.not-select", List.of());
        }
        switch (type) {
            case "BASE_TABLE" -> references.add(reference(node));
            case "TABLE_FUNCTION" -> {
                String function = node.path("function").path("function_name").asText();
                if (!TABLE_FUNCTIONS.contains(function.toLowerCase(Locale.ROOT))) {
                    throw QueryFailure.at(sql, position(node), "query.function", List.of(function));
                }
            }
            case "SHOW_REF" -> {
                if (!SHOWN.contains(node.path("show_type").asText())
                        || node.path("query").isNull()) {
                    throw new QueryFailure("query.not-select", List.of());
                }
            }
            default -> {}
        }
        String called = node.path("function_name").asText("");
        if (!functions.allows(called)) {
            throw QueryFailure.at(sql, position(node), "query.called", List.of(called));
        }
        JsonNode common = node.path("cte_map").path("map");
        for (JsonNode entry : common) {
            named.add(entry.path("key").asText().toLowerCase(Locale.ROOT));
        }
        if (type.equals("RECURSIVE_CTE_NODE") || type.equals("CTE_NODE")) {
            named.add(node.path("cte_name").asText().toLowerCase(Locale.ROOT));
        }
        for (JsonNode child : node) {
            walk(child);
        }
    }

    private Reference reference(JsonNode node) {
        List<String> path = new ArrayList<>();
        for (String part : List.of("catalog_name", "schema_name", "table_name")) {
            String name = node.path(part).asText("");
            if (!name.isEmpty()) {
                path.add(name.toLowerCase(Locale.ROOT));
            }
        }
        return new Reference(String.join(".", path), position(node));
    }

    private long position(JsonNode node) {
        JsonNode position = node.path("query_location");
        // The parser says 2^64-1 where it does not know.
        return position.canConvertToLong() ? position.asLong() - before : -1;
    }
}
