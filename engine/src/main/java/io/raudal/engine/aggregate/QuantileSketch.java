package io.raudal.engine.aggregate;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import io.raudal.engine.Vector;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The distribution of doubles as a DDSketch: counts in buckets that grow by 2 %, so a quantile is at most 1 % off, and merging adds
 * counts. NaN is left out; what is beyond the buckets counts as their end (1e308 or so, infinities as well) or as 0 (below 1e-308 or
 * so). Of either sign the 2,048 buckets farthest from 0 are kept apart ({@link BoundedBuckets}).
 */
final class QuantileSketch extends Accumulator {
    private static final double ACCURACY = 0.01;

    private final int argument;

    QuantileSketch(Place place, int argument) {
        super(place);
        this.argument = argument;
    }

    private static DDSketch empty() {
        return new DDSketch(new CubicallyInterpolatedMapping(ACCURACY), BoundedBuckets::new);
    }

    @Override
    int longs() {
        return 0;
    }

    @Override
    int objects() {
        return 1;
    }

    @Override
    void add(AggregateInput in, StateRows into, int[] events, int[] rows, int count) {
        Vector.Doubles vector = (Vector.Doubles) in.arguments[argument];
        for (int i = 0; i < count; i++) {
            double value = vector.values[events[i]];
            if (vector.isNull(events[i]) || Double.isNaN(value)) {
                continue;
            }
            DDSketch sketch = (DDSketch) into.getObject(rows[i], objectAt);
            if (sketch == null) {
                sketch = empty();
                into.setObject(rows[i], objectAt, sketch);
            }
            double end = sketch.getIndexMapping().maxIndexableValue();
            sketch.accept(Math.max(-end, Math.min(end, value)));
        }
    }

    @Override
    void merge(StateRows from, int fromRow, StateRows into, int intoRow) {
        DDSketch more = (DDSketch) from.getObject(fromRow, objectAt);
        if (more == null) {
            return;
        }
        DDSketch sketch = (DDSketch) into.getObject(intoRow, objectAt);
        if (sketch == null) {
            into.setObject(intoRow, objectAt, more.copy());
        } else {
            sketch.mergeWith(more);
        }
    }

    /** NaN over nothing. */
    double quantile(StateRows rows, int row, double share) {
        DDSketch sketch = (DDSketch) rows.getObject(row, objectAt);
        return sketch == null ? Double.NaN : sketch.getValueAtQuantile(share);
    }

    @Override
    void write(Object object, KeyBytes out) {
        GrowingByteArrayOutput bytes = GrowingByteArrayOutput.withDefaultInitialCapacity();
        try {
            ((DDSketch) object).encode(bytes, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.putInt(bytes.numWrittenBytes());
        out.put(bytes.backingArray(), 0, bytes.numWrittenBytes());
    }

    @Override
    Object read(StateReader in) {
        try {
            return DDSketch.decode(ByteArrayInput.wrap(in.nextBytes()), BoundedBuckets::new);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
