package io.raudal.engine.output;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A growing buffer of UTF-8 and how numbers and times are written into it, without a String a value. Belongs to one thread.
 *
 * <p>Doubles are the shortest text that reads back the same, always with a point or an exponent: {@code 20.0}, {@code 0.1},
 * {@code 1e-7}. As in JavaScript (ECMA-262, Number::toString) there is an exponent below 1e-6 and from 1e21 on.
 */
final class RowText {
    private static final VarHandle TWO = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    /** "00" to "99". */
    private static final short[] PAIRS = new short[100];

    private static final BigInteger LEAST_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger GREATEST_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    /** 10 to the index, but 0 for 1. */
    private static final long[] POWERS = new long[19];

    static {
        long power = 1;
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = i == 0 ? 0 : power;
            power *= 10;
        }
        for (int i = 0; i < 100; i++) {
            PAIRS[i] = (short) ((('0' + i / 10) << 8) | ('0' + i % 10));
        }
    }

    private final ShortestDouble shortest = new ShortestDouble();
    private byte[] bytes = new byte[1 << 12];
    private int size;
    private long lastDays;
    private byte[] lastDate = new byte[0];

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }

    void put(char ascii) {
        ensure(1);
        bytes[size++] = (byte) ascii;
    }

    void put(byte[] text) {
        ensure(text.length);
        System.arraycopy(text, 0, bytes, size, text.length);
        size += text.length;
    }

    void ascii(String text) {
        int length = text.length();
        ensure(length);
        for (int i = 0; i < length; i++) {
            bytes[size + i] = (byte) text.charAt(i);
        }
        size += length;
    }

    /** Valid UTF-8 as a JSON string with its quotes. */
    void quoted(byte[] text, int from, int length) {
        ensure(6 * length + 2);
        byte[] to = bytes;
        int at = size;
        to[at++] = '"';
        for (int i = from; i < from + length; i++) {
            byte b = text[i];
            // Bytes of further characters are negative, and go as they are.
            if ((b >= 0x20 || b < 0) && b != '"' && b != '\\') {
                to[at++] = b;
            } else {
                at = JsonEscapes.write(to, at, (char) b);
            }
        }
        to[at++] = '"';
        size = at;
    }

    /** Bytes as they are. */
    void plain(byte[] text, int from, int length) {
        ensure(length);
        System.arraycopy(text, from, bytes, size, length);
        size += length;
    }

    /** The text of a JSON value on one line: a line end in it can only be space between tokens. */
    void json(byte[] text, int from, int length) {
        int start = size;
        plain(text, from, length);
        for (int i = start; i < size; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                bytes[i] = ' ';
            }
        }
    }

    /** Doubles the quotes behind {@code from} and puts the text from there into quotes: a field of RFC 4180. */
    void enclose(int from) {
        int quotes = 0;
        for (int i = from; i < size; i++) {
            quotes += bytes[i] == '"' ? 1 : 0;
        }
        ensure(quotes + 2);
        int to = size + quotes + 1;
        bytes[to] = '"';
        int end = to + 1;
        for (int i = size - 1; i >= from; i--) {
            bytes[--to] = bytes[i];
            if (bytes[i] == '"') {
                bytes[--to] = '"';
            }
        }
        bytes[from] = '"';
        size = end;
    }

    /** Whether a byte behind {@code from} is a comma, a quote or a line end. */
    boolean needsEnclosing(int from) {
        for (int i = from; i < size; i++) {
            byte b = bytes[i];
            if (b == ',' || b == '"' || b == '\n' || b == '\r') {
                return true;
            }
        }
        return false;
    }

    void number(long value) {
        ensure(20);
        long rest = value;
        if (rest < 0) {
            bytes[size++] = '-';
            if (rest == Long.MIN_VALUE) {
                bytes[size++] = '9';
                rest = -(rest % 1_000_000_000_000_000_000L);
                digits(rest, 18);
                return;
            }
            rest = -rest;
        }
        digits(rest, length(rest));
    }

    /** A finite value. */
    void number(double value) {
        ensure(32);
        if (Double.doubleToRawLongBits(value) < 0) {
            bytes[size++] = '-';
        }
        if (value == 0) {
            bytes[size++] = '0';
            bytes[size++] = '.';
            bytes[size++] = '0';
            return;
        }
        shortest.decompose(Math.abs(value));
        long digits = shortest.digits();
        int exponent = shortest.exponent();
        // Measured values have few digits: most zeros go at once.
        if (digits % 100_000_000 == 0) {
            digits /= 100_000_000;
            exponent += 8;
        }
        while (digits % 10_000 == 0) {
            digits /= 10_000;
            exponent += 4;
        }
        while (digits % 10 == 0) {
            digits /= 10;
            exponent++;
        }
        int length = length(digits);
        int point = length + exponent;
        if (point > 21 || point < -5) {
            scientific(digits, length, point - 1);
        } else if (exponent >= 0) {
            digits(digits, length);
            zeros(exponent);
            bytes[size++] = '.';
            bytes[size++] = '0';
        } else if (point <= 0) {
            bytes[size++] = '0';
            bytes[size++] = '.';
            zeros(-point);
            digits(digits, length);
        } else {
            digits(digits, length);
            insertPoint(-exponent);
        }
    }

    /** All digits of its scale, never an exponent. */
    void number(BigDecimal value) {
        BigInteger unscaled = value.unscaledValue();
        int scale = value.scale();
        if (scale < 0 || scale > 38 || unscaled.compareTo(LEAST_LONG) <= 0 || unscaled.compareTo(GREATEST_LONG) > 0) {
            ascii(value.toPlainString());
            return;
        }
        ensure(64);
        long rest = unscaled.longValue();
        if (rest < 0) {
            bytes[size++] = '-';
            rest = -rest;
        }
        int length = length(rest);
        zeros(scale + 1 - length);
        digits(rest, length);
        if (scale > 0) {
            insertPoint(scale);
        }
    }

    /** {@code 2026-01-01}; a year past 9999 has a sign, as ISO 8601 asks. */
    void date(long days) {
        if (days != lastDays || lastDate.length == 0) {
            int from = size;
            write(days);
            lastDays = days;
            lastDate = Arrays.copyOfRange(bytes, from, size);
        } else {
            // Rows that follow each other are mostly of one day.
            put(lastDate);
        }
    }

    private void write(long days) {
        ensure(24);
        // Days since 0000-03-01 in eras of 400 years (H. Hinnant, "chrono-compatible low-level date algorithms").
        long shifted = days + 719_468;
        long era = Math.floorDiv(shifted, 146_097);
        int dayOfEra = (int) (shifted - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shiftedMonth = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
        int month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        if (year > 9999) {
            bytes[size++] = '+';
        } else if (year < 0) {
            bytes[size++] = '-';
            year = -year;
        }
        digits(year, Math.max(4, length(year)));
        bytes[size++] = '-';
        pair(month);
        bytes[size++] = '-';
        pair(day);
    }

    /** {@code 00:00:10} with the digits of the fraction that are needed. */
    void time(long micros) {
        ensure(16);
        int seconds = (int) (micros / 1_000_000);
        int fraction = (int) (micros % 1_000_000);
        pair(seconds / 3600);
        bytes[size++] = ':';
        pair(seconds / 60 % 60);
        bytes[size++] = ':';
        pair(seconds % 60);
        if (fraction != 0) {
            bytes[size++] = '.';
            int width = 6;
            while (fraction % 10 == 0) {
                fraction /= 10;
                width--;
            }
            digits(fraction, width);
        }
    }

    /** {@code 2026-01-01T00:00:10Z}. */
    void timestamp(long micros) {
        date(Math.floorDiv(micros, 86_400_000_000L));
        put('T');
        time(Math.floorMod(micros, 86_400_000_000L));
        put('Z');
    }

    private void scientific(long digits, int length, int exponent) {
        digits(digits, length);
        if (length > 1) {
            insertPoint(length - 1);
        }
        bytes[size++] = 'e';
        if (exponent < 0) {
            bytes[size++] = '-';
        } else {
            bytes[size++] = '+';
        }
        int magnitude = Math.abs(exponent);
        digits(magnitude, length(magnitude));
    }

    private void insertPoint(int fromEnd) {
        System.arraycopy(bytes, size - fromEnd, bytes, size - fromEnd + 1, fromEnd);
        bytes[size - fromEnd] = '.';
        size++;
    }

    private void zeros(int count) {
        for (int i = 0; i < count; i++) {
            bytes[size++] = '0';
        }
    }

    private void pair(int value) {
        TWO.set(bytes, size, PAIRS[value]);
        size += 2;
    }

    /** Writes {@code width} digits of a value that is not negative, zeros in front. */
    private void digits(long value, int width) {
        int at = size + width;
        size = at;
        long rest = value;
        int left = width;
        // Division of ints is cheaper: eight digits at a time.
        while (left > 8) {
            long quotient = rest / 100_000_000;
            eight(at - 8, (int) (rest - quotient * 100_000_000), 8);
            rest = quotient;
            at -= 8;
            left -= 8;
        }
        eight(at - left, (int) rest, left);
    }

    private void eight(int from, int value, int width) {
        byte[] to = bytes;
        int rest = value;
        int at = from + width - 2;
        for (; at >= from; at -= 2) {
            int quotient = rest / 100;
            TWO.set(to, at, PAIRS[rest - quotient * 100]);
            rest = quotient;
        }
        if (at == from - 1) {
            to[from] = (byte) ('0' + rest);
        }
    }

    /** How many digits a value has that is not negative. */
    private static int length(long value) {
        int below = ((64 - Long.numberOfLeadingZeros(value | 1)) * 1233) >> 12;
        return value < POWERS[below] ? below : below + 1;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            int capacity = Math.addExact(size, more);
            bytes = Arrays.copyOf(bytes, Math.max(capacity, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * bytes.length)));
        }
    }
}
