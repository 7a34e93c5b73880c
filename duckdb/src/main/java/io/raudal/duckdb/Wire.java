package io.raudal.duckdb;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Field;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts, columns and rows on their way to the process that runs a query, and back; both ends are of the same version. */
final class Wire {
    /** To the process: check this SQL. */
    static final int CHECK = 'Q';
    /** To the process: run what was checked, over these tables. */
    static final int RUN = 'D';
    /** From the process: it takes queries from now on. */
    static final int READY = 'Y';
    /** From the process: the tables that the SQL names. */
    static final int TABLES = 'T';
    /** From the process: the columns of the result. */
    static final int COLUMNS = 'C';
    /** From the process: a row. */
    static final int ROW = 'R';
    /** From the process: the end, and whether there were more rows. */
    static final int END = 'E';
    /** From the process: what is wrong. */
    static final int ERROR = 'X';

    private Wire() {}

    static void writeText(DataOutput out, String text) throws IOException {
        writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    static String readText(DataInput in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    static void writeTexts(DataOutput out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            writeText(out, text);
        }
    }

    static List<String> readTexts(DataInput in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(readText(in));
        }
        return texts;
    }

    static void writeBytes(DataOutput out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] readBytes(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    static void writeFields(DataOutput out, List<Field> fields) throws IOException {
        out.writeInt(fields.size());
        for (Field field : fields) {
            writeText(out, field.name());
            writeText(out, field.type().toString());
        }
    }

    static List<Field> readFields(DataInput in) throws IOException {
        List<Field> fields = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            fields.add(new Field(
                    readText(in), DataType.parse(readText(in)).orElseThrow(() -> new IOException("no type"))));
        }
        return fields;
    }

    static void writeRow(DataOutput out, List<Field> fields, @Nullable Object[] values) throws IOException {
        for (int i = 0; i < fields.size(); i++) {
            // Rows of before a column was added end earlier.
            write(out, fields.get(i).type(), i < values.length ? values[i] : null);
        }
    }

    static @Nullable Object[] readRow(DataInput in, List<Field> fields) throws IOException {
        @Nullable Object[] values = new @Nullable Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(in, fields.get(i).type());
        }
        return values;
    }

    private static void write(DataOutput out, DataType type, @Nullable Object value) throws IOException {
        out.writeBoolean(value != null);
        if (value == null) {
            return;
        }
        if (type instanceof DataType.Decimal) {
            BigDecimal decimal = (BigDecimal) value;
            out.writeInt(decimal.scale());
            writeBytes(out, decimal.unscaledValue().toByteArray());
        } else if (type instanceof DataType.Array array) {
            List<?> items = (List<?>) value;
            out.writeInt(items.size());
            for (Object item : items) {
                write(out, array.element(), item);
            }
        } else if (type instanceof DataType.Map map) {
            Map<?, ?> entries = (Map<?, ?>) value;
            out.writeInt(entries.size());
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                writeText(out, (String) entry.getKey());
                write(out, map.value(), entry.getValue());
            }
        } else {
            switch ((Simple) type) {
                case STRING, JSON -> writeText(out, (String) value);
                case BOOLEAN -> out.writeBoolean((Boolean) value);
                case INT, DATE, INTERVAL_MONTH -> out.writeInt((Integer) value);
                case BIGINT, TIME, TIMESTAMP, INTERVAL_DAY -> out.writeLong((Long) value);
                case DOUBLE -> out.writeDouble((Double) value);
            }
        }
    }

    private static @Nullable Object read(DataInput in, DataType type) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        if (type instanceof DataType.Decimal) {
            int scale = in.readInt();
            return new BigDecimal(new BigInteger(readBytes(in)), scale);
        }
        if (type instanceof DataType.Array array) {
            List<@Nullable Object> items = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                items.add(read(in, array.element()));
            }
            return items;
        }
        if (type instanceof DataType.Map map) {
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                entries.put(readText(in), read(in, map.value()));
            }
            return entries;
        }
        return switch ((Simple) type) {
            case STRING, JSON -> readText(in);
            case BOOLEAN -> in.readBoolean();
            case INT, DATE, INTERVAL_MONTH -> in.readInt();
            case BIGINT, TIME, TIMESTAMP, INTERVAL_DAY -> in.readLong();
            case DOUBLE -> in.readDouble();
        };
    }
}
