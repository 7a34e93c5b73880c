package io.raudal.engine.expression;

import io.raudal.engine.Vector;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** CAST from and to JSON: a scalar is cast as its text would be, JSON's null is NULL, numbers and booleans become JSON. */
final class JsonCasts {
    private JsonCasts() {}

    static @Nullable RowFunction from(DataType to) {
        RowFunction fromText = TextCasts.function(to);
        if (fromText == null) {
            return null;
        }
        Arguments unquoted = new Arguments(1);
        Vector.Texts text = new Vector.Texts();
        unquoted.vectors[0] = text;
        return (arguments, result) -> {
            JsonText.Scalar scalar = JsonText.scalar(arguments.texts(0), arguments.row);
            if (!scalar.isScalar()) {
                throw Casts.failure(Casts.quoted(arguments.text(0)), to, "cast.scalar");
            }
            if (scalar.text() == null) {
                result.setNull(arguments.row, true);
                return;
            }
            byte[] bytes = scalar.text().getBytes(StandardCharsets.UTF_8);
            text.clear();
            text.ensure(arguments.row + 1);
            text.copy(arguments.row, bytes, 0, bytes.length);
            unquoted.row = arguments.row;
            fromText.apply(unquoted, result);
        };
    }

    static @Nullable RowFunction to(DataType from) {
        if (from == Simple.DOUBLE) {
            return RowFunction.ofText(
                    a -> Casts.exact(a.number(0), Simple.JSON.toString()).toString());
        }
        if (from == Simple.BOOLEAN) {
            return RowFunction.ofText(a -> a.integer(0) != 0 ? "true" : "false");
        }
        return from.isNumeric() ? RowFunction.ofText(a -> Texts.of(Cells.get(a.vectors[0], a.row, from), from)) : null;
    }

    /** The text itself, if it is one JSON value. */
    static RowFunction parse() {
        return (arguments, result) -> {
            Vector.Texts texts = arguments.texts(0);
            int row = arguments.row;
            if (JsonText.kind(texts, row) == JsonText.Kind.NONE) {
                throw Casts.failure(Casts.quoted(arguments.text(0)), Simple.JSON, "cast.json");
            }
            Cells.text(texts, row, texts.from(row), texts.length(row), (Vector.Texts) result, row);
        };
    }
}
