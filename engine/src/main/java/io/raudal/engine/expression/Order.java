package io.raudal.engine.expression;

import io.raudal.engine.Vector;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The order of the values of one type: numbers by value (NaN equals NaN and is greater than all, -0.0 equals 0.0), text by code point,
 * FALSE before TRUE, arrays element by element. Maps are only equal or not.
 */
public final class Order {
    private Order() {}

    /** Compares two values of vectors, neither of them NULL. */
    public static int compare(Vector left, int leftRow, Vector right, int rightRow) {
        if (left instanceof Vector.Longs longs) {
            return Long.compare(longs.values[leftRow], ((Vector.Longs) right).values[rightRow]);
        }
        if (left instanceof Vector.Doubles doubles) {
            return compare(doubles.values[leftRow], ((Vector.Doubles) right).values[rightRow]);
        }
        if (left instanceof Vector.Texts texts) {
            return compare(texts, leftRow, (Vector.Texts) right, rightRow);
        }
        return compare(((Vector.Values) left).values[leftRow], ((Vector.Values) right).values[rightRow]);
    }

    /** A hash of a value that is not NULL, equal where {@link #compare} is 0. */
    public static int hash(Vector vector, int row) {
        if (vector instanceof Vector.Longs longs) {
            return mix(longs.values[row]);
        }
        if (vector instanceof Vector.Doubles doubles) {
            return hash(doubles.values[row]);
        }
        if (vector instanceof Vector.Texts texts) {
            byte[] bytes = texts.bytes(row);
            int hash = 0;
            for (int at = texts.from(row), end = at + texts.length(row); at < end; at++) {
                hash = hash * 31 + bytes[at];
            }
            return mix(hash);
        }
        return hash(((Vector.Values) vector).values[row]);
    }

    private static int hash(double value) {
        // 0.0 + -0.0 is 0.0
        return mix(Double.doubleToLongBits(value + 0.0));
    }

    private static int hash(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.stripTrailingZeros().hashCode();
        }
        if (value instanceof Double number) {
            return hash((double) number);
        }
        if (value instanceof List<?> list) {
            int hash = 1;
            for (Object element : list) {
                hash = hash * 31 + hash(element);
            }
            return hash;
        }
        if (value instanceof Map<?, ?> map) {
            return map.keySet().hashCode();
        }
        return value == null ? 0 : value.hashCode();
    }

    private static int mix(long bits) {
        long mixed = bits * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }

    static int compare(double left, double right) {
        if (left < right) {
            return -1;
        }
        if (left > right) {
            return 1;
        }
        return left == right ? 0 : Boolean.compare(Double.isNaN(left), Double.isNaN(right));
    }

    static int compare(Vector.Texts left, int leftRow, Vector.Texts right, int rightRow) {
        int from = left.from(leftRow);
        int otherFrom = right.from(rightRow);
        // UTF-8's unsigned bytes are in the order of the code points
        return Arrays.compareUnsigned(
                left.bytes(leftRow),
                from,
                from + left.length(leftRow),
                right.bytes(rightRow),
                otherFrom,
                otherFrom + right.length(rightRow));
    }

    static boolean equal(Vector.Texts left, int leftRow, Vector.Texts right, int rightRow) {
        int length = left.length(leftRow);
        if (length != right.length(rightRow)) {
            return false;
        }
        int from = left.from(leftRow);
        int otherFrom = right.from(rightRow);
        return Arrays.equals(
                left.bytes(leftRow), from, from + length, right.bytes(rightRow), otherFrom, otherFrom + length);
    }

    /** Compares two objects of one type's class; NULL comes first. */
    static int compare(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return Boolean.compare(left != null, right != null);
        }
        if (left instanceof Double number) {
            return compare((double) number, (double) (Double) right);
        }
        if (left instanceof String text) {
            return compareCodePoints(text, (String) right);
        }
        if (left instanceof List<?> list) {
            return compareLists(list, (List<?>) right);
        }
        if (left instanceof Map<?, ?> map) {
            return equalMaps(map, (Map<?, ?>) right) ? 0 : 1;
        }
        if (left instanceof BigDecimal decimal) {
            return decimal.compareTo((BigDecimal) right);
        }
        if (left instanceof Boolean bool) {
            return Boolean.compare(bool, (Boolean) right);
        }
        return Long.compare(((Number) left).longValue(), ((Number) right).longValue());
    }

    private static int compareCodePoints(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                // a surrogate stands for a code point above all others
                boolean high = Character.isSurrogate(a);
                return high == Character.isSurrogate(b) ? Character.compare(a, b) : high ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    private static int compareLists(List<?> left, List<?> right) {
        Iterator<?> others = right.iterator();
        for (Object element : left) {
            if (!others.hasNext()) {
                return 1;
            }
            int order = compare(element, others.next());
            if (order != 0) {
                return order;
            }
        }
        return others.hasNext() ? -1 : 0;
    }

    private static boolean equalMaps(Map<?, ?> left, Map<?, ?> right) {
        return left.size() == right.size()
                && left.entrySet().stream()
                        .allMatch(e ->
                                right.containsKey(e.getKey()) && compare(e.getValue(), right.get(e.getKey())) == 0);
    }
}
