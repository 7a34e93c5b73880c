package io.raudal.engine.aggregate;

import io.raudal.engine.Vector;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * A sum of squares of doubles: as a {@link DoubleDouble} of the values near 1, whose squares neither overflow nor lose digits however
 * many there are, and exactly of the values far from it. Those are rare, so that their cost does not matter; which of the two a value
 * goes to depends on it alone, so that the order of values does not show.
 */
final class SquareSum extends Accumulator {
    /** Sums of 2^63 values below it, and of their squares, and the square of such a sum, are below 2^1024. */
    private static final double GREATEST = 0x1p440;

    /** The rounding error of its square is a normal number. */
    private static final double LEAST = 0x1p-400;

    static final MathContext PRECISE = new MathContext(40);

    private final int argument;

    SquareSum(Place place, int argument) {
        super(place);
        this.argument = argument;
    }

    /** The values that are far from 1. Immutable. */
    record Far(BigDecimal sum, BigDecimal squares) {
        private Far plus(Far more) {
            return new Far(sum.add(more.sum), squares.add(more.squares));
        }

        /** The sum of squared deviations from the mean; the arguments as in {@link DoubleDouble#deviations}. */
        BigDecimal deviations(double sumHigh, double sumLow, double squaresHigh, double squaresLow, long count) {
            BigDecimal all = squares.add(new BigDecimal(squaresHigh)).add(new BigDecimal(squaresLow));
            // Where the sum is past the range of doubles, near values are nothing to the far ones.
            BigDecimal total = Double.isFinite(sumHigh) ? new BigDecimal(sumHigh).add(new BigDecimal(sumLow)) : sum;
            BigDecimal number = BigDecimal.valueOf(count);
            return all.multiply(number)
                    .subtract(total.multiply(total))
                    .max(BigDecimal.ZERO)
                    .divide(number, PRECISE);
        }
    }

    @Override
    int longs() {
        return 2;
    }

    @Override
    int objects() {
        return 1;
    }

    @Override
    void add(AggregateInput in, StateRows into, int[] events, int[] rows, int count) {
        int width = into.width;
        long[][] pages = into.pages;
        Vector.Doubles vector = (Vector.Doubles) in.arguments[argument];
        double[] values = vector.values;
        for (int i = 0; i < count; i++) {
            int event = events[i];
            if (!vector.isNull(event)) {
                int row = rows[i];
                double value = values[event];
                double size = Math.abs(value);
                if (size > GREATEST && size <= Double.MAX_VALUE || size < LEAST && size > 0) {
                    BigDecimal exact = new BigDecimal(value);
                    addFar(new Far(exact, exact.multiply(exact)), into, row);
                } else {
                    long[] page = pages[row >>> StateRows.PAGE_SHIFT];
                    DoubleDouble.addSquare(page, (row & StateRows.PAGE_MASK) * width + at, value);
                }
            }
        }
    }

    private void addFar(Far more, StateRows into, int row) {
        Far known = far(into, row);
        into.setObject(row, objectAt, known == null ? more : known.plus(more));
    }

    /** Null where no value is far from 1. */
    @Nullable Far far(StateRows rows, int row) {
        return (Far) rows.getObject(row, objectAt);
    }

    @Override
    void merge(StateRows from, int fromRow, StateRows into, int intoRow) {
        DoubleDouble.merge(from, fromRow, into, intoRow, at);
        Far more = far(from, fromRow);
        if (more != null) {
            addFar(more, into, intoRow);
        }
    }

    @Override
    void write(Object object, KeyBytes out) {
        DecimalSum.writeDecimal(((Far) object).sum, out);
        DecimalSum.writeDecimal(((Far) object).squares, out);
    }

    @Override
    Object read(StateReader in) {
        BigDecimal sum = DecimalSum.readDecimal(in);
        return new Far(sum, DecimalSum.readDecimal(in));
    }
}
