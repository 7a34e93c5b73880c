package io.raudal.engine.aggregate;

import static io.raudal.engine.aggregate.OneAggregate.add;
import static io.raudal.engine.aggregate.OneAggregate.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.key.KeyBytes;
import io.raudal.model.DataType;
import io.raudal.plan.Aggregate;
import io.raudal.plan.AggregateFunction;
import io.raudal.plan.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PercentileTest {
    private static final DataType DOUBLE = DataType.Simple.DOUBLE;

    private static Aggregate percentile(double share, boolean distinct) {
        return new Aggregate(
                AggregateFunction.APPROX_PERCENTILE,
                List.of(new Expression.Input(0, DOUBLE), new Expression.Literal(share, DOUBLE)),
                distinct,
                null,
                DOUBLE);
    }

    @Test
    void percentile_ofDistinctValues_takesEachOnce() {
        List<@Nullable Object> values = new ArrayList<>(Collections.nCopies(100, 1.0));
        values.addAll(Arrays.asList(2.0, null, 3.0, 3.0));
        for (int parts : new int[] {1, 5}) {
            assertThat((Double) value(percentile(0.5, false), values, parts)).isBetween(0.99, 1.01);
            assertThat((Double) value(percentile(0.5, true), values, parts)).isBetween(1.98, 2.02);
            assertThat((Double) value(percentile(1, true), values, parts)).isBetween(2.97, 3.03);
        }
    }

    /** Guards the memory of a group: a dense store of what these values span has half a megabyte. */
    @Test
    void percentile_ofValuesFarApart_keepsFewBuckets() {
        List<Double> values = new ArrayList<>(List.of(1e-300, 1e300, -1e-300, -1e300));
        assertThat(size(percentile(0.5, false), values)).isLessThan(200);
        Random random = new Random(17);
        for (int i = 0; i < 100_000; i++) {
            values.add(Math.pow(10, random.nextDouble(-300, 300)) * (i % 3 == 0 ? -1 : 1));
        }
        assertThat(size(percentile(0.5, false), values)).isLessThan(2 * BoundedBuckets.MOST * 10);
    }

    private static int size(Aggregate aggregate, List<Double> values) {
        Aggregates aggregates = new Aggregates(List.of(aggregate), false);
        StateRows rows = aggregates.newRows();
        rows.add(0);
        add(aggregates, aggregate, values, 0, rows);
        KeyBytes bytes = new KeyBytes(16);
        aggregates.write(rows, 0, bytes);
        return bytes.toArray().length;
    }

    @Test
    void percentile_ofMoreThanItsBuckets_isTheSameInAnyOrderAndExactFarFromZero() {
        Random random = new Random(23);
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            values.add(Math.pow(10, random.nextDouble(-300, 300)) * (i % 5 == 0 ? -1 : 1));
        }
        List<Double> sorted = values.stream().sorted().toList();
        for (double share : new double[] {0.0, 0.001, 0.1, 0.5, 0.99, 1.0}) {
            Double whole = (Double) Objects.requireNonNull(value(percentile(share, false), values, 1));
            double exact = sorted.get((int) (share * 19_999));
            if (share < 0.01 || share > 0.98) {
                assertThat(Math.abs(whole - exact)).as("%s", share).isLessThanOrEqualTo(0.0101 * Math.abs(exact));
            }
            for (int parts : new int[] {2, 7, 30}) {
                Collections.shuffle(values, random);
                assertThat(value(percentile(share, false), values, parts))
                        .as("%s", share)
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    void percentile_withAnOutlier_isAsExactAsWithout() {
        List<Double> values = new ArrayList<>();
        for (int i = 1; i <= 999; i++) {
            values.add((double) i);
        }
        values.addAll(List.of((double) Float.MAX_VALUE, Double.POSITIVE_INFINITY, 1e-200));
        assertThat((Double) value(percentile(0.5, false), values, 3)).isBetween(495.0, 506.0);
    }

    @Test
    void percentile_anyOrderAndParts_isTheSameAndWithinOnePercent() {
        List<Double> values = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 10_001; i++) {
            values.add(Math.exp(10 * random.nextGaussian()) * (i % 4 == 0 ? -1 : 1));
        }
        List<Double> sorted = values.stream().sorted().toList();
        for (double share : new double[] {0.0, 0.1, 0.5, 0.99, 1.0}) {
            Aggregate percentile = percentile(share, false);
            Double whole = (Double) Objects.requireNonNull(value(percentile, values, 1));
            double exact = sorted.get((int) Math.round(share * 10_000));
            assertThat(Math.abs(whole - exact)).as("%s", share).isLessThanOrEqualTo(0.0101 * Math.abs(exact));
            Collections.shuffle(values, random);
            assertThat(value(percentile, values, 9)).isEqualTo(whole);
        }
        List<Double> strange = List.of(Double.NaN, Double.POSITIVE_INFINITY, -0.0, 1e-320);
        assertThat((Double) value(percentile(0.5, false), strange, 2)).isZero();
    }
}
