package io.raudal.engine.expression;

import static io.raudal.engine.expression.Calls.nil;
import static io.raudal.engine.expression.FunctionCases.bool;
import static io.raudal.engine.expression.FunctionCases.text;
import static io.raudal.plan.Function.*;

import io.raudal.engine.expression.Calls.Failed;
import io.raudal.model.DataType.Simple;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands here was answered by Flink SQL 2.3. */
class JsonFunctionsTest {
    @Test
    void cases_ofJson() {
        value("true", "{\"a\": true}", "$.a");
        value("1.50", "{\"a\": 1.50}", "$.a");
        value("1E+3", "{\"a\": 1e3}", "$.a");
        value("12345678901234567890", "{\"a\": 12345678901234567890}", "$.a");
        value("é\n", "{\"a\": \"\\u00e9\\n\"}", "$['a']");
        value("2", "{\"a\": [1,2]}", "$.a[1]");
        value("0.998", "{\"a.b\": [0.998,0.996]}", "$.[\"a.b\"][0]");
        value("5", "5", "$");
        value("r", "{\"a\": null}", "$.a");
        value("r", "{}", "$.a");
        value("e", "{}", "lax $.a");
        value("r", "{}", "strict $.a");
        value("e", "nope", "lax $.a");
        value("r", "nope", "$.a");
        value("e", "", "lax $.a");
        value("r", "{\"a\": [1]}", "$.a");
        value("e", "{\"a\": [1]}", "lax $.a");
        value("r", "{\"a\": [{\"b\":1},{\"b\":2}]}", "$.a[*].b");
        value("r", "{\"a\":1}", "bad path");
        text(JSON_VALUE, new Failed("JSON_VALUE('{}', '$.a'): an error"), "{}", "$.a", unit("NULL"), unit("ERROR"));
        text(
                JSON_VALUE,
                new Failed("JSON_VALUE('{}', 'lax $.a'): nothing there"),
                "{}",
                "lax $.a",
                unit("ERROR"),
                unit("NULL"));
        text(JSON_VALUE, null, nil(Simple.STRING), "$.a", unit("DEFAULT:x"), unit("DEFAULT:x"));
        bool(JSON_EXISTS, true, "{\"a\": [1]}", "$.a");
        bool(JSON_EXISTS, false, "{\"a\": null}", "$.a");
        bool(JSON_EXISTS, false, "nope", "$.b");
        text(JSON_QUERY, "{\"b\":[1.50,2E+3,\"x\"],\"c\":1}", "{\"a\": {\"c\":1, \"b\": [1.50, 2e3, \"x\"]}}", "$.a");
        text(JSON_QUERY, "[1,2]", "{\"a\": [{\"b\":1},{\"b\":2}]}", "$.a[*].b");
        text(JSON_QUERY, null, "{\"a\": 1}", "$.a");
        text(JSON_QUERY, "{\"a\":\"éé/\"}", "{\"a\": \"é\\u00e9/\"}", "$");
        for (String json : List.of("{\"a\":1}", "[1]", "5", "\"a\"", "null")) {
            bool(IS_JSON_VALUE, true, json);
            bool(IS_JSON_OBJECT, json.startsWith("{"), json);
            bool(IS_JSON_ARRAY, json.startsWith("["), json);
            bool(IS_JSON_SCALAR, !json.startsWith("{") && !json.startsWith("["), json);
        }
        for (String text : List.of("nope", "", " ", "{\"a\":1", "1 2", "{'a':1}", "\"\\x\"", "01")) {
            bool(IS_JSON_VALUE, false, text);
            bool(IS_JSON_SCALAR, false, text);
        }
    }

    private static void value(String expected, String json, String path) {
        text(JSON_VALUE, expected, json, path, unit("DEFAULT:e"), unit("DEFAULT:r"));
    }

    private static Calls.Unit unit(String text) {
        return new Calls.Unit(text);
    }
}
