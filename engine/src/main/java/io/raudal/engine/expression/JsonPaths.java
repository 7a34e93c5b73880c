package io.raudal.engine.expression;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonProvider;
import com.jayway.jsonpath.spi.json.JsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One SQL/JSON path, as Flink reads it: {@code lax} or {@code strict} in front, strict where neither stands there, then a path of the
 * JsonPath library. What strict refuses (no JSON, nothing there, a null) is an error; for lax it is empty.
 */
final class JsonPaths {
    private static final Pattern MODE =
            Pattern.compile("^\\s*(strict|lax)\\s+(.+)$", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final JsonProvider PROVIDER = new JacksonJsonProvider(JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build());
    private static final Configuration STRICT = Configuration.builder()
            .jsonProvider(PROVIDER)
            .mappingProvider(new JacksonMappingProvider())
            .build();
    private static final Configuration LAX = STRICT.addOptions(Option.SUPPRESS_EXCEPTIONS);

    private final boolean lax;
    private final @Nullable JsonPath path;

    private JsonPaths(boolean lax, @Nullable JsonPath path) {
        this.lax = lax;
        this.path = path;
    }

    /** What a path finds: a value, nothing (null), or an error. */
    record Found(boolean isError, @Nullable Object value) {
        private static final Found ERROR = new Found(true, null);
        private static final Found NOTHING = new Found(false, null);

        boolean isScalar() {
            return value != null && !(value instanceof Collection) && !(value instanceof Map);
        }
    }

    /** A text that is no path is an error in every row. */
    static JsonPaths of(String text) {
        Matcher matcher = MODE.matcher(text);
        boolean hasMode = matcher.matches();
        boolean lax = hasMode && matcher.group(1).equalsIgnoreCase("lax");
        try {
            return new JsonPaths(lax, JsonPath.compile(hasMode ? matcher.group(2) : text));
        } catch (InvalidPathException | IllegalArgumentException e) {
            return new JsonPaths(lax, null);
        }
    }

    /** Refuses a text that is no path. */
    static void require(String text) {
        if (of(text).path == null) {
            throw new RowFailure("json.path", Casts.quoted(text));
        }
    }

    boolean isLax() {
        return lax;
    }

    Found find(String json) {
        if (path == null) {
            return Found.ERROR;
        }
        try {
            Object document = PROVIDER.parse(json);
            Object value = path.read(document, lax ? LAX : STRICT);
            return value != null ? new Found(false, value) : lax ? Found.NOTHING : Found.ERROR;
        } catch (JsonPathException | IllegalArgumentException e) {
            return lax ? Found.NOTHING : Found.ERROR;
        }
    }

    /** The text of an object or array, keys in their order. */
    static String write(Object value) {
        return PROVIDER.toJson(value);
    }
}
