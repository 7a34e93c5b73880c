package io.raudal.engine.output;

import static java.lang.Math.multiplyHigh;

import java.math.BigInteger;

/**
 * The shortest decimal that reads back as the same double, and of several such the closest: digits and a power of ten.
 *
 * <p>Belongs to one thread.
 */
/*
 * Schubfach [1]. A double v = c 2^q is what every decimal within (v - ulp/2, v + ulp/2) rounds to; let 10^k be the largest power of
 * ten that is no wider than that interval. Then the interval holds at least one multiple of 10^k and at most one of 10^(k+1): the
 * latter, if there is one, is the answer, else the nearer of the two multiples of 10^k beside v. All of it is decided on
 * 4 v 10^-k rounded to odd, three products of 64 by 126 bits with g(k) = floor(10^-k 2^-r) + 1. Unlike Double.toString, one digit is
 * enough where one digit is enough (5e-324).
 *
 * The paper's table of 617 values of g is filled here as they are needed: the doubles of one column share a few exponents.
 *
 * [1] R. Giulietti, "The Schubfach way to render doubles", 2020.
 */
final class ShortestDouble {
    private static final int PRECISION = 53;
    private static final long HIDDEN_BIT = 1L << (PRECISION - 1);
    private static final int EXPONENT_MASK = 0x7FF;
    /** The exponent of the least double when its digits are a whole number. */
    private static final int LEAST_EXPONENT = -1074;

    private static final int LEAST_K = -324;
    private static final int GREATEST_K = 292;
    private static final long MASK_63 = Long.MAX_VALUE;

    private final long[] high = new long[GREATEST_K - LEAST_K + 1];
    private final long[] low = new long[GREATEST_K - LEAST_K + 1];

    private long digits;
    private int exponent;

    /** The digits of the last value, without a sign; zeros may stand at their end. */
    long digits() {
        return digits;
    }

    /** The last value is {@link #digits} times ten to this. */
    int exponent() {
        return exponent;
    }

    /** Decomposes a finite value above 0. */
    void decompose(double value) {
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & (HIDDEN_BIT - 1);
        int biased = (int) (bits >>> (PRECISION - 1)) & EXPONENT_MASK;
        if (biased == 0) {
            shortest(LEAST_EXPONENT, fraction);
            return;
        }
        int q = LEAST_EXPONENT - 1 + biased;
        long c = HIDDEN_BIT | fraction;
        if (q < 0 && q > -PRECISION && (c >> -q) << -q == c) {
            digits = c >> -q;
            exponent = 0;
            return;
        }
        shortest(q, c);
    }

    private void shortest(int q, long c) {
        int open = (int) c & 1;
        boolean regular = c != HIDDEN_BIT || q == LEAST_EXPONENT;
        int k = regular ? floorLog10Pow2(q) : floorLog10ThreeQuartersPow2(q);
        int h = q + floorLog2Pow10(-k) + 2;
        int index = k - LEAST_K;
        if (high[index] == 0) {
            fill(k);
        }
        long g1 = high[index];
        long g0 = low[index];
        long centre = c << 2;
        long v = roundToOdd(g1, g0, centre << h);
        long left = roundToOdd(g1, g0, (regular ? centre - 2 : centre - 1) << h) + open;
        long right = roundToOdd(g1, g0, (centre + 2) << h) - open;

        exponent = k;
        long below = v >> 2;
        long shorter = below / 10 * 10;
        boolean shorterIn = left <= shorter << 2;
        boolean nextIn = (shorter + 10) << 2 <= right;
        if (shorterIn != nextIn) {
            digits = shorterIn ? shorter : shorter + 10;
            return;
        }
        long above = below + 1;
        boolean belowIn = left <= below << 2;
        boolean aboveIn = above << 2 <= right;
        if (belowIn != aboveIn) {
            digits = belowIn ? below : above;
        } else {
            long side = v - ((below + above) << 1);
            digits = side < 0 || (side == 0 && (below & 1) == 0) ? below : above;
        }
    }

    private static long roundToOdd(long g1, long g0, long cp) {
        long middle = multiplyHigh(g0, cp);
        long z = ((g1 * cp) >>> 1) + middle;
        long w = multiplyHigh(g1, cp) + (z >>> 63);
        return w | (((z & MASK_63) + MASK_63) >>> 63);
    }

    private void fill(int k) {
        int r = floorLog2Pow10(-k) - 125;
        BigInteger g = (k <= 0
                        ? shiftRight(BigInteger.TEN.pow(-k), r)
                        : BigInteger.ONE.shiftLeft(-r).divide(BigInteger.TEN.pow(k)))
                .add(BigInteger.ONE);
        low[k - LEAST_K] = g.longValue() & MASK_63;
        high[k - LEAST_K] = g.shiftRight(63).longValueExact();
    }

    private static BigInteger shiftRight(BigInteger value, int by) {
        return by >= 0 ? value.shiftRight(by) : value.shiftLeft(-by);
    }

    /** floor(log10(2^e)) for |e| up to 5,456,721: log10(2) with 41 bits behind the point. */
    private static int floorLog10Pow2(int e) {
        return (int) ((e * 661_971_961_083L) >> 41);
    }

    /** floor(log10(3/4 2^e)), likewise. */
    private static int floorLog10ThreeQuartersPow2(int e) {
        return (int) ((e * 661_971_961_083L - 274_743_187_321L) >> 41);
    }

    /** floor(log2(10^e)) for |e| up to 1,838,394. */
    private static int floorLog2Pow10(int e) {
        return (int) ((e * 913_124_641_741L) >> 38);
    }
}
