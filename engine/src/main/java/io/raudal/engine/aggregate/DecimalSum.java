package io.raudal.engine.aggregate;

import io.raudal.engine.Vector;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import java.math.BigDecimal;
import java.math.BigInteger;

/** An exact sum of decimals. */
final class DecimalSum extends Accumulator {
    private final int argument;

    DecimalSum(Place place, int argument) {
        super(place);
        this.argument = argument;
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
        Vector.Values vector = (Vector.Values) in.arguments[argument];
        for (int i = 0; i < count; i++) {
            if (!vector.isNull(events[i])) {
                add((BigDecimal) vector.values[events[i]], into, rows[i]);
            }
        }
    }

    private void add(BigDecimal value, StateRows into, int row) {
        Object sum = into.getObject(row, objectAt);
        into.setObject(row, objectAt, sum == null ? value : ((BigDecimal) sum).add(value));
    }

    @Override
    void merge(StateRows from, int fromRow, StateRows into, int intoRow) {
        Object sum = from.getObject(fromRow, objectAt);
        if (sum != null) {
            add((BigDecimal) sum, into, intoRow);
        }
    }

    @Override
    void write(Object object, KeyBytes out) {
        writeDecimal((BigDecimal) object, out);
    }

    @Override
    Object read(StateReader in) {
        return readDecimal(in);
    }

    static void writeDecimal(BigDecimal decimal, KeyBytes out) {
        byte[] unscaled = decimal.unscaledValue().toByteArray();
        out.putInt(decimal.scale());
        out.putInt(unscaled.length);
        out.put(unscaled, 0, unscaled.length);
    }

    static BigDecimal readDecimal(StateReader in) {
        int scale = in.nextInt();
        return new BigDecimal(new BigInteger(in.nextBytes()), scale);
    }
}
