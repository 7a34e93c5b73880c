package io.raudal.engine.aggregate;

/**
 * Sums of doubles with twice their precision, as a pair (high, low) in two longs of a row.
 *
 * <p>The sum's rounding error is found exactly by TwoSum and gathered in low; a square's by a fused multiply-add [1]. As long as the
 * summands' exponents lie within about 2^50 of each other low is exact too, and then neither the order of the summands nor where
 * partial sums were cut shows in the result; else it shows beyond the 100th bit. Where high is infinite or not a number, low means
 * nothing and the sum is high.
 *
 * <p>[1] Ogita, Rump, Oishi: Accurate sum and dot product. SIAM J. Sci. Comput. 26 (2005).
 */
final class DoubleDouble {
    private DoubleDouble() {}

    static void add(long[] page, int at, double value) {
        double high = Double.longBitsToDouble(page[at]);
        double sum = high + value;
        page[at] = Double.doubleToRawLongBits(sum);
        page[at + 1] = Double.doubleToRawLongBits(Double.longBitsToDouble(page[at + 1]) + error(high, value, sum));
    }

    static void addSquare(long[] page, int at, double value) {
        double square = value * value;
        double high = Double.longBitsToDouble(page[at]);
        double sum = high + square;
        double low = Math.fma(value, value, -square) + error(high, square, sum);
        page[at] = Double.doubleToRawLongBits(sum);
        page[at + 1] = Double.doubleToRawLongBits(Double.longBitsToDouble(page[at + 1]) + low);
    }

    static void merge(StateRows from, int fromRow, StateRows into, int intoRow, int at) {
        long[] page = into.page(intoRow);
        int start = into.at(intoRow) + at;
        add(page, start, from.getDouble(fromRow, at));
        double low = from.getDouble(fromRow, at + 1);
        page[start + 1] = Double.doubleToRawLongBits(Double.longBitsToDouble(page[start + 1]) + low);
    }

    static double value(double high, double low) {
        return Double.isFinite(high) ? high + low : high;
    }

    /** What {@code sum}, the rounded sum of the two, lacks (TwoSum). */
    private static double error(double left, double right, double sum) {
        double share = sum - left;
        return left - (sum - share) + (right - share);
    }

    /** The sum of squared deviations from the mean: squares - sum * sum / count, in twice the precision; never negative. */
    static double deviations(double sumHigh, double sumLow, double squaresHigh, double squaresLow, long count) {
        if (!Double.isFinite(sumHigh) || !Double.isFinite(squaresHigh)) {
            return Double.NaN;
        }
        double sum = sumHigh + sumLow;
        double sumRest = sumHigh - sum + sumLow;
        double square = sum * sum;
        double squareRest = Math.fma(sum, sum, -square) + 2 * sum * sumRest;
        double quotient = square / (double) count;
        double quotientRest = (Math.fma(-quotient, (double) count, square) + squareRest) / (double) count;
        double squares = squaresHigh + squaresLow;
        double squaresRest = squaresHigh - squares + squaresLow;
        double difference = squares - quotient;
        double rest = error(squares, -quotient, difference) + squaresRest - quotientRest;
        return Math.max(0, difference + rest);
    }
}
