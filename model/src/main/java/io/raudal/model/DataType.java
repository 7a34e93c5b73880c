package io.raudal.model;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The type of a column or of an expression's value. Every type admits NULL; a column's NOT NULL is said by {@link Column}.
 *
 * <p>Its text is what the pipeline file and the messages use: {@code BIGINT}, {@code DECIMAL(10,2)}, {@code ARRAY<STRING>}.
 */
public sealed interface DataType {

    /** The types without parameters. TIMESTAMP is a point in UTC, kept in microseconds; DATE in days and TIME in microseconds of the day. */
    enum Simple implements DataType {
        STRING,
        BOOLEAN,
        INT,
        BIGINT,
        DOUBLE,
        DATE,
        TIME,
        TIMESTAMP,
        /** The text of one JSON value. */
        JSON,
        /** A length of time in microseconds; only inside expressions. */
        INTERVAL_DAY,
        /** A length of time in months; only inside expressions. */
        INTERVAL_MONTH;

        @Override
        public String toString() {
            return name().replace('_', ' ');
        }
    }

    /** An exact number with {@code precision} digits (1 to 38), {@code scale} of them (0 to precision) behind the point. */
    record Decimal(int precision, int scale) implements DataType {
        public static final int MAX_PRECISION = 38;

        public Decimal {
            if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("DECIMAL(" + precision + "," + scale + ")");
            }
        }

        @Override
        public String toString() {
            return "DECIMAL(" + precision + "," + scale + ")";
        }
    }

    /** A list of values of one type. */
    record Array(DataType element) implements DataType {
        public Array {
            Objects.requireNonNull(element);
        }

        @Override
        public String toString() {
            return "ARRAY<" + element + ">";
        }
    }

    /** Values of one type by a text key, in the order of their first appearance. */
    record Map(DataType value) implements DataType {
        public Map {
            Objects.requireNonNull(value);
        }

        @Override
        public String toString() {
            return "MAP<" + value + ">";
        }
    }

    default boolean isNumeric() {
        return this == Simple.INT || this == Simple.BIGINT || this == Simple.DOUBLE || this instanceof Decimal;
    }

    /** No type of a pipeline file is longer than this; what is nested deeper than it allows is none. */
    int MAX_TEXT = 1000;

    /** Reads the text of a type of the pipeline file, in any case and with spaces around brackets and commas; empty if it is none. */
    static Optional<DataType> parse(String text) {
        if (text.length() > MAX_TEXT) {
            return Optional.empty();
        }
        String type = text.strip().replaceAll("\\s*([(),<>])\\s*", "$1").toUpperCase(Locale.ROOT);
        if (type.startsWith("ARRAY<") && type.endsWith(">")) {
            return parse(type.substring(6, type.length() - 1)).map(Array::new);
        }
        if (type.startsWith("MAP<") && type.endsWith(">")) {
            return parse(type.substring(4, type.length() - 1)).map(Map::new);
        }
        if (type.matches("DECIMAL\\(\\d{1,2},\\d{1,2}\\)")) {
            String[] parts = type.substring(8, type.length() - 1).split(",", -1);
            int precision = Integer.parseInt(parts[0]);
            int scale = Integer.parseInt(parts[1]);
            return precision >= 1 && precision <= Decimal.MAX_PRECISION && scale <= precision
                    ? Optional.of(new Decimal(precision, scale))
                    : Optional.empty();
        }
        return switch (type) {
            case "STRING", "BOOLEAN", "INT", "BIGINT", "DOUBLE", "DATE", "TIME", "TIMESTAMP", "JSON" ->
                Optional.of(Simple.valueOf(type));
            default -> Optional.empty();
        };
    }
}
