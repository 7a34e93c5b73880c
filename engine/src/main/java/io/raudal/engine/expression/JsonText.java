package io.raudal.engine.expression;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.raudal.engine.Vector;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON texts without a tree: whether a text is one JSON value, and of which kind. */
final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /** What a text is. */
    enum Kind {
        NONE,
        OBJECT,
        ARRAY,
        SCALAR
    }

    static Kind kind(Vector.Texts texts, int row) {
        try (JsonParser parser = FACTORY.createParser(texts.bytes(row), texts.from(row), texts.length(row))) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return Kind.NONE;
            }
            parser.skipChildren();
            if (first.isScalarValue()) {
                // numbers and texts are read on demand
                parser.getText();
            }
            if (parser.nextToken() != null) {
                return Kind.NONE;
            }
            return switch (first) {
                case START_OBJECT -> Kind.OBJECT;
                case START_ARRAY -> Kind.ARRAY;
                default -> Kind.SCALAR;
            };
        } catch (IOException e) {
            return Kind.NONE;
        }
    }

    /** The text of a scalar without quotes and escapes. */
    static Scalar scalar(Vector.Texts texts, int row) {
        try (JsonParser parser = FACTORY.createParser(texts.bytes(row), texts.from(row), texts.length(row))) {
            JsonToken token = parser.nextToken();
            if (token == null || !token.isScalarValue()) {
                return new Scalar(false, "");
            }
            return new Scalar(true, token == JsonToken.VALUE_NULL ? null : parser.getText());
        } catch (IOException e) {
            return new Scalar(false, "");
        }
    }

    /** @param text null for JSON's null */
    record Scalar(boolean isScalar, @Nullable String text) {}
}
