package io.raudal.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which functions a query may call. What a function gives must follow from its arguments, which DuckDB says of each, or be the clock's or
 * chance's; all others read or change settings, variables, sequences, logs, or the state of the system. A macro may be called if its
 * definition may. A name that DuckDB does not list is left to DuckDB, which does not know it either. Immutable.
 */
final class QueryFunctions {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Not the same each time, and harmless. */
    private static final Set<String> CLOCK_AND_CHANCE = Set.of(
            "current_date",
            "error",
            "gen_random_uuid",
            "get_current_time",
            "get_current_timestamp",
            "now",
            "random",
            "today",
            "transaction_timestamp",
            "uuid",
            "uuidv4",
            "uuidv7");

    /** Said to follow from their arguments, but they tell of the system. */
    private static final Set<String> TELLING = Set.of("index_key", "json_serialize_plan", "version");

    private static final String INTERNAL = "__internal_";
    private static final Set<String> READING = Set.of("BASE_TABLE", "TABLE_FUNCTION", "SHOW_REF");

    private final Set<String> refused;

    private QueryFunctions(Set<String> refused) {
        this.refused = Set.copyOf(refused);
    }

    /** Those of this version of DuckDB. */
    static QueryFunctions of(Connection connection) throws SQLException {
        Set<String> refused = new HashSet<>();
        Map<String, Set<String>> macros = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT lower(function_name), function_type, stability, "
                        + "CASE function_type WHEN 'macro' THEN CAST(json_serialize_sql('SELECT ' || macro_definition) "
                        + "AS VARCHAR) END FROM duckdb_functions() WHERE function_type IN ('scalar', 'macro')")) {
            while (row.next()) {
                String name = row.getString(1);
                if (row.getString(2).equals("macro")) {
                    JsonNode tree = tree(row.getString(4));
                    if (tree.path("error").asBoolean()
                            || tree.findValuesAsText("type").stream().anyMatch(READING::contains)) {
                        refused.add(name);
                    }
                    Set<String> called = macros.computeIfAbsent(name, any -> new HashSet<>());
                    tree.findValuesAsText("function_name").forEach(function -> called.add(lower(function)));
                } else if (!"CONSISTENT".equals(row.getString(3)) && !CLOCK_AND_CHANCE.contains(name)
                        || TELLING.contains(name)
                        || name.startsWith(INTERNAL)) {
                    refused.add(name);
                }
            }
        }
        boolean further = true;
        while (further) {
            further = false;
            for (Map.Entry<String, Set<String>> macro : macros.entrySet()) {
                further |= macro.getValue().stream().anyMatch(refused::contains) && refused.add(macro.getKey());
            }
        }
        return new QueryFunctions(refused);
    }

    boolean allows(String name) {
        return !refused.contains(lower(name));
    }

    /** In lower case. */
    Set<String> refused() {
        return refused;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
