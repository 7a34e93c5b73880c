package io.raudal.engine.scan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A number in decimal text taken apart: {@code mantissa * 10^exponent}, exactly, while it has at most 18 significant digits; longer
 * ones are known by place and read by the JDK. Filled anew by each {@link #read}; one thread.
 *
 * <p>Reads what JSON calls a number, and from texts also a plus sign, leading zeros, and a point with digits on one side only. The
 * conversion to double is exact (Clinger's fast path: a mantissa below 2^53 and a power of ten that a double holds, so one rounding)
 * or {@link Double#parseDouble}.
 */
final class DecimalText {
    private static final double[] POWERS = new double[23];
    private static final int LONG_DIGITS = 18;
    private static final long[] LONG_POWERS = new long[LONG_DIGITS + 1];

    static {
        double power = 1;
        for (int k = 0; k < POWERS.length; k++) {
            POWERS[k] = power;
            power *= 10;
        }
        long longPower = 1;
        for (int k = 0; k <= LONG_DIGITS; k++) {
            LONG_POWERS[k] = longPower;
            longPower *= 10;
        }
    }

    /** Exponents are kept within this bound, beyond which nothing fits anything. */
    private static final int EXPONENT_LIMIT = 100_000_000;

    /** A longer text fits DOUBLE alone. */
    private static final int MAX_LENGTH = 1000;

    private byte[] bytes = new byte[0];
    private int from;
    private int to;
    private boolean negative;
    /** Of at most 18 digits; meaningless if not {@link #isShort}. */
    private long mantissa;

    private int exponent;
    private boolean isShort;
    /** From the first digit that is not 0 to the last digit written. */
    private int significant;

    /** What {@link #toLong} found. */
    long whole;
    /** What {@link #toDecimal} found. */
    BigDecimal exact = BigDecimal.ZERO;

    /** Takes {@code block[start, end)} apart; false if it is no number. */
    boolean read(byte[] block, int start, int end) {
        if (bytes != block) {
            // Rarely another array: a reference that is stored costs the garbage collector's barrier, more than reading
            // a number.
            bytes = block;
        }
        from = start;
        to = end;
        return readShort(block, start, end) || readAny(block, start, end);
    }

    /** Reads what most numbers are: at most eight digits, and behind a point at most eight more, without plus and exponent. */
    private boolean readShort(byte[] block, int start, int end) {
        if (start >= end || start + 18 > block.length) {
            return false;
        }
        boolean minus = block[start] == '-';
        int at = minus ? start + 1 : start;
        long word = Swar.longAt(block, at) ^ Swar.ONES * '0';
        int count = Math.min(Long.numberOfTrailingZeros(notDigits(word)) >>> 3, end - at);
        if (count <= 0) {
            return false;
        }
        long value = Swar.eightDigits(word << Long.SIZE - count * 8);
        at += count;
        int scale = 0;
        if (at < end) {
            boolean isPoint = block[at] == '.';
            if (!isPoint && count < 8) {
                return false;
            }
            // Behind eight digits the rest of a whole number, else a fraction.
            at += isPoint ? 1 : 0;
            word = Swar.longAt(block, at) ^ Swar.ONES * '0';
            int more = Math.min(Long.numberOfTrailingZeros(notDigits(word)) >>> 3, end - at);
            if (more <= 0 || at + more < end) {
                return false;
            }
            value = value * LONG_POWERS[more] + Swar.eightDigits(word << Long.SIZE - more * 8);
            count += more;
            scale = isPoint ? more : 0;
        }
        negative = minus;
        mantissa = value;
        exponent = -scale;
        isShort = true;
        significant = count;
        return true;
    }

    private static long notDigits(long word) {
        return ((word + Swar.ONES * 0x76) | word) & Swar.HIGH;
    }

    private boolean readAny(byte[] block, int start, int end) {
        int at = start;
        byte sign = at < end ? block[at] : 0;
        negative = sign == '-';
        if (negative || sign == '+') {
            at++;
        }
        int first = at;
        mantissa = 0;
        at = digits(at);
        int digits = at - first;
        exponent = 0;
        if (at < end && block[at] == '.') {
            int fraction = at + 1;
            at = digits(fraction);
            exponent = fraction - at;
            digits -= exponent;
        }
        if (digits == 0) {
            return false;
        }
        significant = digits;
        if (digits > LONG_DIGITS) {
            mantissa = skipZeros(first, at);
        }
        isShort = significant <= LONG_DIGITS;
        return at == end || readExponent(at);
    }

    /** Appends the digits at {@code start} to the mantissa, and returns the index behind them. */
    private int digits(int start) {
        int at = start;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            mantissa = mantissa * 10 + (bytes[at++] - '0');
        }
        return at;
    }

    /** Counts the digits behind leading zeros, and reads the first 18 of them. */
    private long skipZeros(int first, int end) {
        int at = first;
        while (at < end && (bytes[at] == '0' || bytes[at] == '.')) {
            significant -= bytes[at] == '0' ? 1 : 0;
            at++;
        }
        long value = 0;
        for (int taken = 0; at < end && taken < LONG_DIGITS; at++) {
            if (bytes[at] != '.') {
                value = value * 10 + (bytes[at] - '0');
                taken++;
            }
        }
        return value;
    }

    private boolean readExponent(int start) {
        int at = start;
        if ((bytes[at++] | 0x20) != 'e') {
            return false;
        }
        boolean down = at < to && bytes[at] == '-';
        if (down || at < to && bytes[at] == '+') {
            at++;
        }
        if (at == to) {
            return false;
        }
        int power = 0;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            power = Math.min(power * 10 + digit, EXPONENT_LIMIT);
        }
        exponent += down ? -power : power;
        return true;
    }

    /** The nearest double, as {@link Double#parseDouble} finds it; infinite if it is out of range. */
    double toDouble() {
        if (isShort && mantissa < 1L << 53) {
            double value = mantissa;
            if (exponent == 0) {
                return negative ? -value : value;
            }
            if (exponent < 0 && exponent > -POWERS.length) {
                value /= POWERS[-exponent];
                return negative ? -value : value;
            }
            if (exponent > 0 && exponent < POWERS.length) {
                value *= POWERS[exponent];
                return negative ? -value : value;
            }
        }
        return Double.parseDouble(text());
    }

    /**
     * The number times {@code 10^power} as a long, into {@link #whole}; a fraction is cut off towards minus infinity if {@code floor},
     * else refused.
     *
     * @return null if it fits
     */
    @Nullable Misfit toLong(int power, boolean floor) {
        if (!isShort) {
            return longToLong(power, floor);
        }
        int shift = exponent + power;
        long signed = negative ? -mantissa : mantissa;
        whole = signed;
        if (shift == 0 || signed == 0) {
            return null;
        }
        if (shift > 0) {
            if (shift > LONG_DIGITS) {
                return Misfit.RANGE;
            }
            whole = signed * LONG_POWERS[shift];
            return Math.multiplyHigh(signed, LONG_POWERS[shift]) == whole >> 63 ? null : Misfit.RANGE;
        }
        if (shift < -LONG_DIGITS) {
            whole = negative ? -1 : 0;
            return floor ? null : Misfit.FRACTION;
        }
        whole = Math.floorDiv(signed, LONG_POWERS[-shift]);
        return floor || whole * LONG_POWERS[-shift] == signed ? null : Misfit.FRACTION;
    }

    private @Nullable Misfit longToLong(int power, boolean floor) {
        if (to - from > MAX_LENGTH) {
            return Misfit.RANGE;
        }
        BigDecimal value = decimal().scaleByPowerOfTen(power);
        if (wholeDigits(value) > 19) {
            return Misfit.RANGE;
        }
        if (wholeDigits(value) <= 0) {
            whole = value.signum() < 0 ? -1 : 0;
            return floor ? null : Misfit.FRACTION;
        }
        BigDecimal floored = value.setScale(0, RoundingMode.FLOOR);
        if (!floor && floored.compareTo(value) != 0) {
            return Misfit.FRACTION;
        }
        if (floored.toBigInteger().bitLength() > 63) {
            return Misfit.RANGE;
        }
        whole = floored.longValue();
        return null;
    }

    /**
     * The number with exactly {@code scale} digits behind the point, into {@link #exact}; further ones must be 0.
     *
     * @return null if it fits {@code DECIMAL(precision, scale)}
     */
    @Nullable Misfit toDecimal(int precision, int scale) {
        int shift = scale + exponent;
        if (isShort && shift >= 0 && shift + significant <= LONG_DIGITS) {
            long unscaled = mantissa * LONG_POWERS[shift];
            exact = BigDecimal.valueOf(negative ? -unscaled : unscaled, scale);
            return precision >= LONG_DIGITS || unscaled < LONG_POWERS[precision] ? null : Misfit.RANGE;
        }
        if (to - from > MAX_LENGTH) {
            return Misfit.RANGE;
        }
        BigDecimal value = decimal();
        if (value.signum() != 0) {
            if (wholeDigits(value) > precision - scale) {
                return Misfit.RANGE;
            }
            value = value.scale() > scale ? value.stripTrailingZeros() : value;
            if (value.scale() > scale) {
                return Misfit.FRACTION;
            }
        } else {
            value = BigDecimal.ZERO;
        }
        exact = value.setScale(scale, RoundingMode.UNNECESSARY);
        return null;
    }

    private static long wholeDigits(BigDecimal value) {
        return (long) value.precision() - value.scale();
    }

    private BigDecimal decimal() {
        String text = text();
        int e = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (e < 0) {
            return new BigDecimal(text);
        }
        BigDecimal digits = new BigDecimal(text.substring(0, e));
        return digits.scaleByPowerOfTen(exponent + digits.scale());
    }

    private String text() {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
