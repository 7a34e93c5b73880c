package io.raudal.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.Vector;
import io.raudal.engine.expression.Cells;
import io.raudal.model.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The order of keys is the order of values, and values come back. */
class KeyCodecTest {
    private static final List<DataType> TYPES = List.of(
            DataType.Simple.STRING,
            DataType.Simple.BOOLEAN,
            DataType.Simple.INT,
            DataType.Simple.BIGINT,
            DataType.Simple.DOUBLE,
            DataType.Simple.TIMESTAMP,
            new DataType.Decimal(10, 2),
            new DataType.Decimal(38, 4),
            new DataType.Array(DataType.Simple.STRING),
            new DataType.Map(DataType.Simple.BIGINT));

    private final Random random = new Random();
    private final long seed = random.nextLong();

    private @Nullable Object value(DataType type, int depth) {
        if (random.nextInt(8) == 0) {
            return null;
        }
        if (type instanceof DataType.Decimal decimal) {
            BigInteger unscaled = new BigInteger(1 + random.nextInt(decimal.precision() * 3), random);
            BigInteger limit = BigInteger.TEN.pow(decimal.precision());
            BigDecimal value = new BigDecimal(unscaled.mod(limit), decimal.scale());
            return random.nextBoolean() ? value.negate() : value;
        }
        if (type instanceof DataType.Array array) {
            List<@Nullable Object> elements = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                elements.add(value(array.element(), depth + 1));
            }
            return elements;
        }
        if (type instanceof DataType.Map map) {
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                entries.put(text(), value(map.value(), depth + 1));
            }
            return entries;
        }
        return switch ((DataType.Simple) type) {
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(5) - 2;
            case DOUBLE -> number();
            case STRING -> text();
            default -> random.nextInt(4) == 0 ? random.nextLong() : (long) random.nextInt(5) - 2;
        };
    }

    private double number() {
        return switch (random.nextInt(6)) {
            case 0 -> Double.NaN;
            case 1 -> Double.NEGATIVE_INFINITY;
            case 2 -> Double.MIN_VALUE * random.nextInt(3);
            case 3 -> random.nextInt(5) - 2.5;
            default -> Double.longBitsToDouble(random.nextLong());
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.appendCodePoint("\u0000\u0001aé\uFFFD".codePointAt(random.nextInt(5)));
            if (random.nextInt(6) == 0) {
                text.appendCodePoint(0x1F600);
            }
        }
        return text.toString();
    }

    @SuppressWarnings("unchecked")
    private static int compare(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return Boolean.compare(left != null, right != null);
        }
        if (left instanceof String text) {
            return Arrays.compare(
                    text.codePoints().toArray(), ((String) right).codePoints().toArray());
        }
        if (left instanceof Double number) {
            return Double.compare(number + 0.0, (Double) right + 0.0);
        }
        return ((Comparable<Object>) left).compareTo(right);
    }

    private record Row(List<@Nullable Object> values, byte[] key) {}

    private List<Row> rows(List<DataType> types, KeyCodec codec, int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<@Nullable Object> values = new ArrayList<>();
            Vector[] columns = new Vector[types.size()];
            for (int column = 0; column < columns.length; column++) {
                values.add(value(types.get(column), 0));
                columns[column] = Vector.of(types.get(column));
                columns[column].ensure(1);
                Cells.put(columns[column], 0, values.get(column));
            }
            KeyBytes key = new KeyBytes(8);
            codec.write(columns, 0, key);
            rows.add(new Row(values, key.toArray()));
        }
        return rows;
    }

    @Test
    void write_anyValues_ordersThemColumnByColumn() {
        random.setSeed(seed);
        List<DataType> ordered = TYPES.subList(0, 8);
        for (int run = 0; run < 300; run++) {
            List<DataType> types = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                types.add(ordered.get(random.nextInt(ordered.size())));
            }
            KeyCodec codec = new KeyCodec(types, random.nextBoolean());
            List<Row> rows = rows(types, codec, 40);
            Comparator<Row> byValues = (left, right) -> {
                int order = 0;
                for (int i = 0; order == 0 && i < types.size(); i++) {
                    order = compare(left.values().get(i), right.values().get(i));
                }
                return order;
            };
            for (Row left : rows) {
                for (Row right : rows) {
                    assertThat(Integer.signum(Arrays.compareUnsigned(left.key(), right.key())))
                            .as("seed %d %s: %s and %s", seed, types, left.values(), right.values())
                            .isEqualTo(Integer.signum(byValues.compare(left, right)));
                }
            }
        }
    }

    @Test
    void read_whatWasWritten_givesTheValuesBack() {
        random.setSeed(seed);
        for (int run = 0; run < 300; run++) {
            List<DataType> types = new ArrayList<>();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                types.add(TYPES.get(random.nextInt(TYPES.size())));
            }
            boolean bare = random.nextBoolean();
            KeyCodec codec = new KeyCodec(types, bare);
            for (Row row : rows(types, codec, 20)) {
                Vector[] columns = types.stream().map(Vector::of).toArray(Vector[]::new);
                for (Vector column : columns) {
                    column.ensure(1);
                    if (column instanceof Vector.Texts texts) {
                        texts.source = row.key();
                    }
                }
                assertThat(codec.read(row.key(), 0, row.key().length, columns, 0, random.nextBoolean()))
                        .isEqualTo(row.key().length);
                for (int i = 0; i < columns.length; i++) {
                    Object expected = row.values().get(i);
                    assertThat(Cells.get(columns[i], 0, types.get(i)))
                            .as("seed %d %s", seed, types)
                            .isEqualTo(expected instanceof Double number ? (Object) (number + 0.0) : expected);
                }
            }
        }
    }

    @Test
    void writeValue_negativeZero_staysNegative() {
        KeyBytes out = new KeyBytes(16);
        KeyCodec.writeValue(DataType.Simple.DOUBLE, -0.0, out);
        assertThat(KeyCodec.readValue(DataType.Simple.DOUBLE, new StateReader(out.toArray(), 0)))
                .isEqualTo(-0.0);
    }
}
