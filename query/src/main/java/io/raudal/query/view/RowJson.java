package io.raudal.query.view;

import io.raudal.engine.output.RowWriter;
import io.raudal.model.DataType;
import io.raudal.plan.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows of given columns as JSON objects, as rows leave everywhere. Belongs to one thread. */
public final class RowJson {
    private static final String NAME = "v";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final RowWriter writer;

    public RowJson(List<Field> columns) {
        writer = RowWriter.ndjson(columns, bytes);
    }

    /** One row, without a line end. */
    public byte[] row(@Nullable Object[] values) {
        bytes.reset();
        try {
            writer.write(values);
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] line = bytes.toByteArray();
        return Arrays.copyOf(line, line.length - 1);
    }

    /** One value as JSON. */
    public static String value(DataType type, @Nullable Object value) {
        byte[] row = new RowJson(List.of(new Field(NAME, type))).row(new @Nullable Object[] {value});
        String text = new String(row, StandardCharsets.UTF_8);
        return text.substring(text.indexOf(':') + 1, text.length() - 1);
    }
}
