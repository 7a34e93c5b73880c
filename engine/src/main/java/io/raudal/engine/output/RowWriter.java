package io.raudal.engine.output;

import io.raudal.engine.Vector;
import io.raudal.engine.expression.Cells;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Field;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as text, the same way wherever they leave: columns in the order of the SELECT, TIMESTAMP as
 * {@code 2026-01-01T00:00:10Z} with the digits of the fraction that are needed, DOUBLE as the shortest text that reads back the same
 * (with an exponent below 1e-6 and from 1e21 on, as ECMAScript writes it, but {@code 20.0}), DECIMAL with its scale.
 *
 * <p>Rows are gathered and written in pieces of 64 KiB; call {@link #flush} at the end. Belongs to one thread.
 */
public abstract class RowWriter implements Flushable {
    private static final int PIECE = 1 << 16;

    final DataType[] types;
    final RowText text = new RowText();
    private final OutputStream out;
    private final Vector[] single;

    RowWriter(List<Field> columns, OutputStream out) {
        this.out = out;
        types = columns.stream().map(Field::type).toArray(DataType[]::new);
        single = new Vector[types.length];
        for (int i = 0; i < types.length; i++) {
            single[i] = Vector.of(types[i]);
            single[i].ensure(1);
        }
    }

    /**
     * One JSON object a line. NaN and infinities are strings; a JSON column is embedded as it is, an array is an array, a map an
     * object.
     */
    public static RowWriter ndjson(List<Field> columns, OutputStream out) {
        return new NdjsonRowWriter(columns, out);
    }

    /**
     * CSV with a header (RFC 4180, but lines end with LF alone). NULL is an empty field, an empty text is {@code ""}; JSON, arrays and
     * maps are JSON text.
     */
    public static RowWriter csv(List<Field> columns, OutputStream out) {
        return new CsvRowWriter(columns, out);
    }

    /** One row of a batch, with a vector for each column. */
    public final void write(Vector[] columns, int row) throws IOException {
        line(columns, row);
        if (text.size() >= PIECE) {
            drain();
        }
    }

    /** One row with a value for each column, as in a {@link io.raudal.plan.Expression.Literal}. */
    public final void write(@Nullable Object[] values) throws IOException {
        for (int i = 0; i < single.length; i++) {
            single[i].clear();
            Cells.put(single[i], 0, values[i]);
        }
        write(single, 0);
    }

    @Override
    public final void flush() throws IOException {
        drain();
        out.flush();
    }

    abstract void line(Vector[] columns, int row);

    private void drain() throws IOException {
        text.writeTo(out);
        text.clear();
    }

    /** A value as JSON. */
    static void json(RowText text, DataType type, Vector vector, int row) {
        if (vector.isNull(row)) {
            text.ascii("null");
        } else if (vector instanceof Vector.Longs longs) {
            whole(text, type, longs.values[row], true);
        } else if (vector instanceof Vector.Doubles doubles) {
            real(text, doubles.values[row], true);
        } else if (vector instanceof Vector.Texts texts) {
            if (type == Simple.JSON) {
                text.json(texts.bytes(row), texts.from(row), texts.length(row));
            } else {
                text.quoted(texts.bytes(row), texts.from(row), texts.length(row));
            }
        } else if (vector instanceof Vector.Values values) {
            json(text, type, values.values[row]);
        }
    }

    /** A value of the types of which a vector holds longs. */
    static void whole(RowText text, DataType type, long value, boolean quoteTimes) {
        boolean quote = quoteTimes && (type == Simple.DATE || type == Simple.TIME || type == Simple.TIMESTAMP);
        if (quote) {
            text.put('"');
        }
        switch ((Simple) type) {
            case BOOLEAN -> text.ascii(value == 0 ? "false" : "true");
            case DATE -> text.date(value);
            case TIME -> text.time(value);
            case TIMESTAMP -> text.timestamp(value);
            default -> text.number(value);
        }
        if (quote) {
            text.put('"');
        }
    }

    static void real(RowText text, double value, boolean quoteNotFinite) {
        if (Double.isFinite(value)) {
            text.number(value);
        } else {
            text.ascii(quoteNotFinite ? '"' + Double.toString(value) + '"' : Double.toString(value));
        }
    }

    private static void json(RowText text, DataType type, @Nullable Object value) {
        if (value == null) {
            text.ascii("null");
        } else if (type instanceof DataType.Array array) {
            text.put('[');
            boolean further = false;
            for (Object element : (List<?>) value) {
                if (further) {
                    text.put(',');
                }
                json(text, array.element(), element);
                further = true;
            }
            text.put(']');
        } else if (type instanceof DataType.Map map) {
            text.put('{');
            boolean further = false;
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                if (further) {
                    text.put(',');
                }
                quoted(text, (String) entry.getKey());
                text.put(':');
                json(text, map.value(), entry.getValue());
                further = true;
            }
            text.put('}');
        } else if (value instanceof BigDecimal decimal) {
            text.number(decimal);
        } else if (value instanceof Double number) {
            real(text, number, true);
        } else if (value instanceof String string) {
            if (type == Simple.JSON) {
                byte[] utf8 = string.getBytes(StandardCharsets.UTF_8);
                text.json(utf8, 0, utf8.length);
            } else {
                quoted(text, string);
            }
        } else {
            whole(text, type, value instanceof Boolean truth ? (truth ? 1 : 0) : ((Number) value).longValue(), true);
        }
    }

    static void quoted(RowText text, String string) {
        byte[] utf8 = string.getBytes(StandardCharsets.UTF_8);
        text.quoted(utf8, 0, utf8.length);
    }
}
