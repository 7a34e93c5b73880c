package io.raudal.engine.key;

import io.raudal.engine.Vector;
import io.raudal.model.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of some columns as bytes whose unsigned order is the order of the values, column by column, and reads them back:
 * NULL first, numbers and times by size, text by code point, arrays and maps element by element.
 *
 * <p>A value is 0 for NULL, else 1 and then: a boolean in one byte; a whole number or time in eight, sign bit flipped; a DOUBLE in
 * eight as its ordered bits (-0.0 is 0.0, one NaN behind all); a DECIMAL as its unscaled value in 8 or 16; text in UTF-8 with 0 as
 * {@code 00 FF} and {@code 00 01} at its end, but as it is where it is the last column; of an array each element behind a 1, and a 0.
 */
public final class KeyCodec {
    private static final int LONG_DIGITS = 18;

    private final DataType[] types;
    private final boolean bareTail;

    /** @param bareTail whether nothing follows the last column, so that a text there needs no end */
    public KeyCodec(List<DataType> types, boolean bareTail) {
        this.types = types.toArray(new DataType[0]);
        this.bareTail = bareTail;
    }

    public int columns() {
        return types.length;
    }

    /** Whether a key is 0, or 1 and the text as it is. */
    public boolean isBareText() {
        return bareTail && types.length == 1 && isText(types[0]);
    }

    /** Writes the values of a row. */
    public void write(Vector[] columns, int row, KeyBytes out) {
        for (int i = 0; i < types.length; i++) {
            write(i, columns[i], row, out);
        }
    }

    /** Writes the value of column {@code i}. */
    public void write(int i, Vector column, int row, KeyBytes out) {
        if (column.isNull(row)) {
            out.putByte(0);
            return;
        }
        out.putByte(1);
        if (column instanceof Vector.Longs longs) {
            if (types[i] == DataType.Simple.BOOLEAN) {
                out.putByte((int) longs.values[row]);
            } else {
                out.putOrdered(longs.values[row]);
            }
        } else if (column instanceof Vector.Doubles doubles) {
            out.putOrdered(orderedBits(doubles.values[row] + 0.0));
        } else if (column instanceof Vector.Texts texts) {
            text(texts.bytes(row), texts.from(row), texts.length(row), bareTail && i == types.length - 1, out);
        } else {
            object(types[i], Objects.requireNonNull(((Vector.Values) column).values[row]), out);
        }
    }

    /** Writes a NULL for a column that is left out of a grouping set. */
    public void writeNull(KeyBytes out) {
        out.putByte(0);
    }

    /**
     * Reads values back into a row of {@code columns}.
     *
     * @param shared whether {@code bytes} is the source of text columns, so that a bare text is a slice of it
     * @return behind the last byte read
     */
    public int read(byte[] bytes, int from, int to, Vector[] columns, int row, boolean shared) {
        int at = from;
        for (int i = 0; i < types.length; i++) {
            Vector column = columns[i];
            boolean isNull = bytes[at++] == 0;
            column.setNull(row, isNull);
            if (isNull) {
                continue;
            }
            if (column instanceof Vector.Longs longs) {
                if (types[i] == DataType.Simple.BOOLEAN) {
                    longs.values[row] = bytes[at++];
                } else {
                    longs.values[row] = KeyBytes.orderedAt(bytes, at);
                    at += 8;
                }
            } else if (column instanceof Vector.Doubles doubles) {
                doubles.values[row] = fromOrderedBits(KeyBytes.orderedAt(bytes, at));
                at += 8;
            } else if (column instanceof Vector.Texts texts) {
                if (bareTail && i == types.length - 1) {
                    if (shared) {
                        texts.slice(row, at, to - at);
                    } else {
                        texts.copy(row, bytes, at, to - at);
                    }
                    at = to;
                } else {
                    at = readText(bytes, at, texts, row);
                }
            } else {
                Reader reader = new Reader(bytes, at);
                ((Vector.Values) column).values[row] = reader.object(types[i]);
                at = reader.at;
            }
        }
        return at;
    }

    /** The order of doubles as the order of longs: NaN behind all. */
    public static long orderedBits(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    public static double fromOrderedBits(long ordered) {
        return Double.longBitsToDouble(ordered ^ ((ordered >> 63) & Long.MAX_VALUE));
    }

    private static boolean isText(DataType type) {
        return type == DataType.Simple.STRING || type == DataType.Simple.JSON;
    }

    private static void text(byte[] bytes, int from, int length, boolean bare, KeyBytes out) {
        if (bare) {
            out.put(bytes, from, length);
            return;
        }
        int to = from + length;
        int start = from;
        for (int at = from; at < to; at++) {
            if (bytes[at] == 0) {
                out.put(bytes, start, at + 1 - start);
                out.putByte(0xff);
                start = at + 1;
            }
        }
        out.put(bytes, start, to - start);
        out.putByte(0);
        out.putByte(1);
    }

    private static int readText(byte[] bytes, int from, Vector.Texts texts, int row) {
        int end = from;
        int escapes = 0;
        while (bytes[end] != 0 || bytes[end + 1] != 1) {
            if (bytes[end] == 0) {
                escapes++;
                end++;
            }
            end++;
        }
        int length = end - from - escapes;
        int at = texts.reserve(length);
        byte[] arena = texts.arena();
        for (int i = from, to = at; i < end; i++) {
            arena[to++] = bytes[i];
            if (bytes[i] == 0) {
                i++;
            }
        }
        texts.offsets[row] = ~at;
        texts.lengths[row] = length;
        return end + 2;
    }

    private static void object(DataType type, Object value, KeyBytes out) {
        if (type instanceof DataType.Decimal decimal) {
            BigInteger unscaled = ((BigDecimal) value).unscaledValue();
            if (decimal.precision() <= LONG_DIGITS) {
                out.putOrdered(unscaled.longValueExact());
            } else {
                out.putOrdered(unscaled.shiftRight(64).longValueExact());
                out.putLong(unscaled.longValue());
            }
        } else if (type instanceof DataType.Array array) {
            for (Object element : (List<?>) value) {
                out.putByte(1);
                nullable(array.element(), element, out);
            }
            out.putByte(0);
        } else if (type instanceof DataType.Map map) {
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                out.putByte(1);
                nullable(DataType.Simple.STRING, entry.getKey(), out);
                nullable(map.value(), entry.getValue(), out);
            }
            out.putByte(0);
        } else {
            simple((DataType.Simple) type, value, out);
        }
    }

    /** Writes one value as an object; unlike a column's, -0.0 stays what it is. */
    public static void writeValue(DataType type, @Nullable Object value, KeyBytes out) {
        nullable(type, value, out);
    }

    /** Reads what {@link #writeValue} wrote. */
    public static @Nullable Object readValue(DataType type, StateReader in) {
        Reader reader = new Reader(in.bytes, in.at());
        Object value = reader.nullable(type);
        in.seek(reader.at);
        return value;
    }

    private static void nullable(DataType type, @Nullable Object value, KeyBytes out) {
        out.putByte(value == null ? 0 : 1);
        if (value != null) {
            object(type, value, out);
        }
    }

    private static void simple(DataType.Simple type, Object value, KeyBytes out) {
        switch (type) {
            case STRING, JSON -> {
                byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
                text(bytes, 0, bytes.length, false, out);
            }
            case BOOLEAN -> out.putByte((Boolean) value ? 1 : 0);
            case DOUBLE -> out.putOrdered(orderedBits((Double) value));
            default -> out.putOrdered(((Number) value).longValue());
        }
    }

    /** Reads values that have no vector of their own: decimals, arrays, maps and what is in them. */
    private static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes, int at) {
            this.bytes = bytes;
            this.at = at;
        }

        Object object(DataType type) {
            if (type instanceof DataType.Decimal decimal) {
                BigInteger unscaled = BigInteger.valueOf(next());
                if (decimal.precision() > LONG_DIGITS) {
                    long low = KeyBytes.longAt(bytes, at);
                    at += 8;
                    unscaled = unscaled.shiftLeft(64).or(new BigInteger(Long.toUnsignedString(low)));
                }
                return new BigDecimal(unscaled, decimal.scale());
            }
            if (type instanceof DataType.Array array) {
                List<@Nullable Object> elements = new ArrayList<>();
                while (bytes[at++] == 1) {
                    elements.add(nullable(array.element()));
                }
                return elements;
            }
            if (type instanceof DataType.Map map) {
                Map<String, @Nullable Object> entries = new LinkedHashMap<>();
                while (bytes[at++] == 1) {
                    String key = (String) nullable(DataType.Simple.STRING);
                    entries.put(key, nullable(map.value()));
                }
                return entries;
            }
            return simple((DataType.Simple) type);
        }

        private @Nullable Object nullable(DataType type) {
            return bytes[at++] == 0 ? null : object(type);
        }

        private Object simple(DataType.Simple type) {
            return switch (type) {
                case STRING, JSON -> {
                    Vector.Texts text = new Vector.Texts();
                    text.ensure(1);
                    at = readText(bytes, at, text, 0);
                    yield text.string(0);
                }
                case BOOLEAN -> bytes[at++] == 1;
                case DOUBLE -> fromOrderedBits(next());
                case INT, DATE, INTERVAL_MONTH -> (int) next();
                default -> next();
            };
        }

        private long next() {
            long value = KeyBytes.orderedAt(bytes, at);
            at += 8;
            return value;
        }
    }
}
