package io.raudal.engine.aggregate;

import io.raudal.engine.Vector;
import io.raudal.model.DataType;
import io.raudal.plan.AggregateFunction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The values of aggregates from their accumulators; {@code count} is always over the values that are not NULL. */
final class Finishers {
    private Finishers() {}

    static Finisher count(Count count) {
        return (rows, row, out, outRow) -> {
            out.setNull(outRow, false);
            ((Vector.Longs) out).values[outRow] = rows.get(row, count.at);
        };
    }

    static Finisher distinctCount(Distinct distinct) {
        return (rows, row, out, outRow) -> {
            ValueSet set = distinct.set(rows, row);
            out.setNull(outRow, false);
            ((Vector.Longs) out).values[outRow] = set == null ? 0 : set.size();
        };
    }

    static Finisher approximateCount(DistinctSketch sketch) {
        return (rows, row, out, outRow) -> {
            out.setNull(outRow, false);
            ((Vector.Longs) out).values[outRow] = sketch.estimate(rows, row);
        };
    }

    static Finisher extreme(Extreme extreme, Count count) {
        return unlessEmpty(
                count, (rows, row, out, outRow) -> FirstLast.finishExtreme(rows.get(row, extreme.at), out, outRow));
    }

    static Finisher object(ObjectExtreme extreme, ObjectForm form, Count count) {
        return unlessEmpty(
                count,
                (rows, row, out, outRow) ->
                        form.put(Objects.requireNonNull(rows.getObject(row, extreme.objectAt)), out, outRow));
    }

    static Finisher firstLast(FirstLast value, Count count) {
        return unlessEmpty(count, value::finish);
    }

    static Finisher quantile(QuantileSketch sketch, double share) {
        return (rows, row, out, outRow) -> {
            double value = sketch.quantile(rows, row, share);
            out.setNull(outRow, Double.isNaN(value));
            ((Vector.Doubles) out).values[outRow] = value;
        };
    }

    static Finisher longSum(LongSum sum, Count count, DataType type) {
        boolean isInt = type == DataType.Simple.INT;
        return unlessEmpty(count, (rows, row, out, outRow) -> {
            long value = rows.get(row, sum.at);
            ((Vector.Longs) out).values[outRow] = isInt ? (int) value : value;
        });
    }

    static Finisher longMean(LongSum sum, Count count) {
        return unlessEmpty(
                count,
                (rows, row, out, outRow) ->
                        ((Vector.Longs) out).values[outRow] = rows.get(row, sum.at) / rows.get(row, count.at));
    }

    static Finisher doubleSum(DoubleSum sum, Count count) {
        return unlessEmpty(
                count,
                (rows, row, out, outRow) -> ((Vector.Doubles) out).values[outRow] =
                        DoubleDouble.value(rows.getDouble(row, sum.at), rows.getDouble(row, sum.at + 1)));
    }

    static Finisher doubleMean(DoubleSum sum, Count count) {
        return unlessEmpty(
                count,
                (rows, row, out, outRow) -> ((Vector.Doubles) out).values[outRow] = DoubleDouble.value(
                                rows.getDouble(row, sum.at), rows.getDouble(row, sum.at + 1))
                        / rows.get(row, count.at));
    }

    /** The sum at the type's scale; NULL past its digits. */
    static Finisher decimalSum(DecimalSum sum, DataType type) {
        return (rows, row, out, outRow) -> decimal((BigDecimal) rows.getObject(row, sum.objectAt), type, out, outRow);
    }

    /** The mean rounded half up to the type's scale; NULL past its digits. */
    static Finisher decimalMean(DecimalSum sum, Count count, DataType type) {
        return (rows, row, out, outRow) -> {
            BigDecimal total = (BigDecimal) rows.getObject(row, sum.objectAt);
            BigDecimal mean = total == null
                    ? null
                    : total.divide(
                            BigDecimal.valueOf(rows.get(row, count.at)),
                            ((DataType.Decimal) type).scale(),
                            RoundingMode.HALF_UP);
            decimal(mean, type, out, outRow);
        };
    }

    private static void decimal(@Nullable BigDecimal value, DataType type, Vector out, int outRow) {
        DataType.Decimal decimal = (DataType.Decimal) type;
        BigDecimal scaled = value == null ? null : value.setScale(decimal.scale(), RoundingMode.HALF_UP);
        boolean isNull = scaled == null || scaled.precision() > decimal.precision();
        out.setNull(outRow, isNull);
        ((Vector.Values) out).values[outRow] = isNull ? null : scaled;
    }

    /** Variance or deviation, of a population or a sample. */
    static Finisher deviation(AggregateFunction function, DoubleSum sum, SquareSum squares, Count count) {
        boolean sample = function == AggregateFunction.STDDEV_SAMP || function == AggregateFunction.VAR_SAMP;
        boolean root = function == AggregateFunction.STDDEV_POP || function == AggregateFunction.STDDEV_SAMP;
        return (rows, row, out, outRow) -> {
            long values = rows.get(row, count.at);
            long divisor = sample ? values - 1 : values;
            out.setNull(outRow, divisor <= 0);
            if (divisor <= 0) {
                return;
            }
            ((Vector.Doubles) out).values[outRow] = deviation(
                    rows.getDouble(row, sum.at),
                    rows.getDouble(row, sum.at + 1),
                    rows.getDouble(row, squares.at),
                    rows.getDouble(row, squares.at + 1),
                    squares.far(rows, row),
                    values,
                    divisor,
                    root);
        };
    }

    private static double deviation(
            double sumHigh,
            double sumLow,
            double squaresHigh,
            double squaresLow,
            SquareSum.@Nullable Far far,
            long count,
            long divisor,
            boolean root) {
        // An infinity or NaN among the values shows in the squares; far values alone never get there.
        if (far == null || !Double.isFinite(squaresHigh)) {
            double variance = DoubleDouble.deviations(sumHigh, sumLow, squaresHigh, squaresLow, count) / divisor;
            return root ? Math.sqrt(variance) : variance;
        }
        BigDecimal variance = far.deviations(sumHigh, sumLow, squaresHigh, squaresLow, count)
                .divide(BigDecimal.valueOf(divisor), SquareSum.PRECISE);
        return (root ? variance.sqrt(SquareSum.PRECISE) : variance).doubleValue();
    }

    /** An aggregate over distinct values: the plain one over the set's values in their order. */
    static Finisher overDistinct(Distinct distinct, DataType argument, Aggregates plain) {
        StateRows scratch = plain.newRows();
        int row0 = scratch.add(0);
        return (rows, row, out, outRow) -> {
            scratch.reset(row0);
            ValueSet set = distinct.set(rows, row);
            if (set != null) {
                AggregateInput in = new AggregateInput(1, 0);
                in.arguments[0] = set.sorted(distinct.codec, Vector.of(argument));
                int[] events = new int[set.size()];
                for (int i = 0; i < events.length; i++) {
                    events[i] = i;
                }
                plain.add(in, scratch, events, new int[events.length], events.length);
            }
            plain.finish(0, scratch, row0, out, outRow);
        };
    }

    private static Finisher unlessEmpty(Count count, Finisher finisher) {
        return (rows, row, out, outRow) -> {
            boolean isEmpty = rows.get(row, count.at) == 0;
            out.setNull(outRow, isEmpty);
            if (!isEmpty) {
                finisher.finish(rows, row, out, outRow);
            }
        };
    }
}
