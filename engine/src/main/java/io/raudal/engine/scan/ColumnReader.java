package io.raudal.engine.scan;

import io.raudal.engine.Vector;
import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.TimestampFormat;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Puts one column's values into its vector: from the text of a value (a JSON text without quotes, a CSV cell, a group), or from a raw
 * JSON value. Every method returns null if the value fits, else why it does not; the row then means nothing. One thread.
 */
abstract class ColumnReader {

    /** The vector to write to, of the kind that {@link Vector#of} gives for the type. */
    abstract void into(Vector vector);

    /** Reads the text {@code bytes[from, to)}, which is valid UTF-8. */
    abstract @Nullable Misfit text(byte[] bytes, int from, int to, int row);

    /** Reads a JSON number, {@code true} or {@code false}, which was found to be well formed. */
    @Nullable Misfit scalar(byte[] bytes, int from, int to, int row) {
        return text(bytes, from, to, row);
    }

    /** Reads a JSON text with its quotes, escapes not decoded; true for the few types to which a text in quotes is not what it says. */
    boolean keepsDocument() {
        return false;
    }

    /** Reads a well-formed JSON value with quotes and brackets: any, if {@link #keepsDocument}, else an object or array. */
    @Nullable Misfit document(byte[] bytes, int from, int to, int row) {
        return Misfit.KIND;
    }

    static ColumnReader of(DataType type, TimestampFormat format, ZoneId zone) {
        if (type instanceof DataType.Decimal decimal) {
            return new Decimals(decimal);
        }
        if (type instanceof DataType.Array array) {
            return new Containers(array.element(), false, of(array.element(), format, zone));
        }
        if (type instanceof DataType.Map map) {
            return new Containers(map.value(), true, of(map.value(), format, zone));
        }
        return switch ((DataType.Simple) type) {
            case STRING -> new Strings();
            case JSON -> new Documents();
            case BOOLEAN -> new Booleans();
            case INT -> new Wholes(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> new Wholes(Long.MIN_VALUE, Long.MAX_VALUE);
            case DOUBLE -> new Doubles();
            case DATE, TIME, TIMESTAMP -> Times.of((DataType.Simple) type, format, zone);
            case INTERVAL_DAY, INTERVAL_MONTH -> throw new IllegalArgumentException("a column of type " + type);
        };
    }

    static ColumnReader of(Column column, ZoneId zone) {
        return of(column.type(), column.format(), zone);
    }

    /** Blanks and tabs around a number, a boolean or a time do not count. */
    static int skipBlanks(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    static int trimBlanks(byte[] bytes, int from, int to) {
        int at = to;
        while (at > from && (bytes[at - 1] == ' ' || bytes[at - 1] == '\t')) {
            at--;
        }
        return at;
    }

    /** Whether the text is the ASCII word, in any case. */
    static boolean isWord(byte[] bytes, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int k = 0; k < word.length(); k++) {
            if ((bytes[from + k] | 0x20) != word.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    private static final class Strings extends ColumnReader {
        private Vector.Texts texts = new Vector.Texts();

        @Override
        void into(Vector vector) {
            texts = (Vector.Texts) vector;
        }

        @Override
        @Nullable Misfit text(byte[] bytes, int from, int to, int row) {
            if (bytes == texts.source) {
                texts.slice(row, from, to - from);
            } else {
                texts.copy(row, bytes, from, to - from);
            }
            return null;
        }
    }

    private static final class Documents extends ColumnReader {
        private Vector.Texts texts = new Vector.Texts();
        private final JsonScanner scanner = new JsonScanner(0);

        @Override
        void into(Vector vector) {
            texts = (Vector.Texts) vector;
        }

        @Override
        boolean keepsDocument() {
            return true;
        }

        @Override
        @Nullable Misfit text(byte[] bytes, int from, int to, int row) {
            byte[] padded = Swar.padded(bytes, from, to);
            scanner.open(padded, to - from, false);
            int end = scanner.document(0);
            if (end != to - from) {
                return Misfit.JSON;
            }
            int start = scanner.blanks(0);
            int stop = to - from;
            while (padded[stop - 1] <= ' ') {
                stop--;
            }
            texts.copy(row, padded, start, stop - start);
            return null;
        }

        @Override
        @Nullable Misfit scalar(byte[] bytes, int from, int to, int row) {
            return document(bytes, from, to, row);
        }

        @Override
        @Nullable Misfit document(byte[] bytes, int from, int to, int row) {
            if (bytes == texts.source) {
                texts.slice(row, from, to - from);
            } else {
                texts.copy(row, bytes, from, to - from);
            }
            return null;
        }
    }

    private static final class Booleans extends ColumnReader {
        private Vector.Longs longs = new Vector.Longs();

        @Override
        void into(Vector vector) {
            longs = (Vector.Longs) vector;
        }

        @Override
        @Nullable Misfit text(byte[] bytes, int from, int to, int row) {
            int start = skipBlanks(bytes, from, to);
            int stop = trimBlanks(bytes, start, to);
            boolean isTrue = isWord(bytes, start, stop, "true");
            longs.values[row] = isTrue ? 1 : 0;
            return isTrue || isWord(bytes, start, stop, "false") ? null : Misfit.KIND;
        }
    }

    private static final class Wholes extends ColumnReader {
        private final long least;
        private final long most;
        private final DecimalText number = new DecimalText();
        private Vector.Longs longs = new Vector.Longs();

        Wholes(long least, long most) {
            this.least = least;
            this.most = most;
        }

        @Override
        void into(Vector vector) {
            longs = (Vector.Longs) vector;
        }

        @Override
        @Nullable Misfit text(byte[] bytes, int from, int to, int row) {
            int start = skipBlanks(bytes, from, to);
            return scalar(bytes, start, trimBlanks(bytes, start, to), row);
        }

        @Override
        @Nullable Misfit scalar(byte[] bytes, int from, int to, int row) {
            if (!number.read(bytes, from, to)) {
                return Misfit.KIND;
            }
            Misfit misfit = number.toLong(0, false);
            longs.values[row] = number.whole;
            if (misfit == null && (number.whole < least || number.whole > most)) {
                return Misfit.RANGE;
            }
            return misfit;
        }
    }

    private static final class Doubles extends ColumnReader {
        private final DecimalText number = new DecimalText();
        private Vector.Doubles doubles = new Vector.Doubles();

        @Override
        void into(Vector vector) {
            doubles = (Vector.Doubles) vector;
        }

        @Override
        @Nullable Misfit text(byte[] bytes, int from, int to, int row) {
            int start = skipBlanks(bytes, from, to);
            int stop = trimBlanks(bytes, start, to);
            Misfit misfit = scalar(bytes, start, stop, row);
            return misfit == Misfit.KIND ? notFinite(bytes, start, stop, row) : misfit;
        }

        /** The texts that rows are written with where a double is no number. */
        private @Nullable Misfit notFinite(byte[] bytes, int from, int to, int row) {
            boolean minus = from < to && bytes[from] == '-';
            if (isWord(bytes, minus ? from + 1 : from, to, "infinity")) {
                doubles.values[row] = minus ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
                return null;
            }
            doubles.values[row] = Double.NaN;
            return isWord(bytes, from, to, "nan") ? null : Misfit.KIND;
        }

        @Override
        @Nullable Misfit scalar(byte[] bytes, int from, int to, int row) {
            if (!number.read(bytes, from, to)) {
                return Misfit.KIND;
            }
            double value = number.toDouble();
            doubles.values[row] = value;
            return Double.isInfinite(value) ? Misfit.RANGE : null;
        }
    }

    private static final class Decimals extends ColumnReader {
        private final DataType.Decimal type;
        private final DecimalText number = new DecimalText();
        private Vector.Values values = new Vector.Values();

        Decimals(DataType.Decimal type) {
            this.type = type;
        }

        @Override
        void into(Vector vector) {
            values = (Vector.Values) vector;
        }

        @Override
        @Nullable Misfit text(byte[] bytes, int from, int to, int row) {
            int start = skipBlanks(bytes, from, to);
            if (!number.read(bytes, start, trimBlanks(bytes, start, to))) {
                return Misfit.KIND;
            }
            Misfit misfit = number.toDecimal(type.precision(), type.scale());
            values.values[row] = number.exact;
            return misfit;
        }
    }
}
