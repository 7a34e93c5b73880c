package io.raudal.engine.output;

import io.raudal.model.DataType;
import io.raudal.plan.Field;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as text, the same way wherever they leave: columns in the order of the SELECT, TIMESTAMP as
 * {@code 2026-01-01T00:00:10Z} with the digits of the fraction that are needed, DOUBLE as the shortest text that reads back the same
 * (an exponent below 1e-6 and from 1e21 on), DECIMAL with its scale.
 *
 * <p>Values are as in a {@link io.raudal.plan.Expression.Literal}. Rows are gathered and written in pieces of 64 KiB; call
 * {@link #flush} at the end. Belongs to one thread.
 */
public abstract class RowWriter implements Flushable {
    private static final int PIECE = 1 << 16;

    final RowText text = new RowText();
    private final OutputStream out;

    RowWriter(OutputStream out) {
        this.out = out;
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

    /** One row, with a value for each column. */
    public final void write(@Nullable Object[] row) throws IOException {
        line(row);
        if (text.size() >= PIECE) {
            drain();
        }
    }

    @Override
    public final void flush() throws IOException {
        drain();
        out.flush();
    }

    abstract void line(@Nullable Object[] row);

    private void drain() throws IOException {
        text.writeTo(out);
        text.clear();
    }

    /** A value of the type as JSON. */
    static void json(RowText text, DataType type, @Nullable Object value) {
        if (value == null) {
            text.ascii("null");
        } else if (type instanceof DataType.Array array) {
            char before = '[';
            for (Object element : (List<?>) value) {
                text.put(before);
                json(text, array.element(), element);
                before = ',';
            }
            if (before == '[') {
                text.put('[');
            }
            text.put(']');
        } else if (type instanceof DataType.Map map) {
            char before = '{';
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                text.put(before);
                text.quoted((String) entry.getKey());
                text.put(':');
                json(text, map.value(), entry.getValue());
                before = ',';
            }
            if (before == '{') {
                text.put('{');
            }
            text.put('}');
        } else if (type instanceof DataType.Simple simple) {
            simpleJson(text, simple, value);
        } else {
            text.number((BigDecimal) value);
        }
    }

    private static void simpleJson(RowText text, DataType.Simple type, Object value) {
        switch (type) {
            case STRING -> text.quoted((String) value);
            case JSON -> text.json((String) value);
            case DOUBLE -> {
                double number = (Double) value;
                if (Double.isFinite(number)) {
                    text.number(number);
                } else {
                    text.quoted(Double.toString(number));
                }
            }
            case DATE, TIME, TIMESTAMP -> {
                text.put('"');
                simplePlain(text, type, value);
                text.put('"');
            }
            default -> simplePlain(text, type, value);
        }
    }

    /** A value of a type that needs no quotes in CSV. */
    static void simplePlain(RowText text, DataType.Simple type, Object value) {
        switch (type) {
            case BOOLEAN -> text.ascii((Boolean) value ? "true" : "false");
            case DOUBLE -> {
                double number = (Double) value;
                if (Double.isFinite(number)) {
                    text.number(number);
                } else {
                    text.ascii(Double.toString(number));
                }
            }
            case DATE -> text.date(((Number) value).longValue());
            case TIME -> text.time(((Number) value).longValue());
            case TIMESTAMP -> text.timestamp(((Number) value).longValue());
            case INT, BIGINT, INTERVAL_DAY, INTERVAL_MONTH -> text.number(((Number) value).longValue());
            case STRING, JSON -> text.plain((String) value);
        }
    }

    private static final class NdjsonRowWriter extends RowWriter {
        /** By column: what stands before its value, such as {@code ,"n":}. */
        private final byte[][] names;

        private final DataType[] types;

        NdjsonRowWriter(List<Field> columns, OutputStream out) {
            super(out);
            names = new byte[columns.size()][];
            types = new DataType[columns.size()];
            RowText name = new RowText();
            for (int i = 0; i < names.length; i++) {
                name.clear();
                name.put(i == 0 ? '{' : ',');
                name.quoted(columns.get(i).name());
                name.put(':');
                names[i] = name.toByteArray();
                types[i] = columns.get(i).type();
            }
        }

        @Override
        void line(@Nullable Object[] row) {
            for (int i = 0; i < names.length; i++) {
                text.put(names[i]);
                json(text, types[i], row[i]);
            }
            text.put('}');
            text.put('\n');
        }
    }

    private static final class CsvRowWriter extends RowWriter {
        private final DataType[] types;

        CsvRowWriter(List<Field> columns, OutputStream out) {
            super(out);
            types = new DataType[columns.size()];
            for (int i = 0; i < types.length; i++) {
                types[i] = columns.get(i).type();
                separate(i);
                field(columns.get(i).name());
            }
            text.put('\n');
        }

        @Override
        void line(@Nullable Object[] row) {
            for (int i = 0; i < types.length; i++) {
                separate(i);
                Object value = row[i];
                if (value == null) {
                    // A line of one NULL would be a blank line, which readers skip.
                    if (types.length == 1) {
                        field("");
                    }
                } else if (types[i] instanceof DataType.Simple simple
                        && simple != DataType.Simple.STRING
                        && simple != DataType.Simple.JSON) {
                    simplePlain(text, simple, value);
                } else if (types[i] == DataType.Simple.STRING) {
                    field((String) value);
                } else {
                    int from = text.size();
                    json(text, types[i], value);
                    if (text.needsEnclosing(from)) {
                        text.enclose(from);
                    }
                }
            }
            text.put('\n');
        }

        private void separate(int column) {
            if (column > 0) {
                text.put(',');
            }
        }

        private void field(String value) {
            int from = text.size();
            text.plain(value);
            if (value.isEmpty() || text.needsEnclosing(from)) {
                text.enclose(from);
            }
        }
    }
}
