package io.raudal.engine.aggregate;

import io.raudal.engine.Vector;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The least or greatest text (by code point) or decimal. */
final class ObjectExtreme extends Accumulator {
    private final int argument;
    private final boolean max;
    private final ObjectForm form;

    ObjectExtreme(Place place, int argument, boolean max, ObjectForm form) {
        super(place);
        this.argument = argument;
        this.max = max;
        this.form = form;
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
        Vector vector = in.arguments[argument];
        for (int i = 0; i < count; i++) {
            int event = events[i];
            if (vector.isNull(event)) {
                continue;
            }
            Object best = into.getObject(rows[i], objectAt);
            if (vector instanceof Vector.Texts texts) {
                if (best == null || isBetter(compare(texts, event, (byte[]) best))) {
                    into.setObject(rows[i], objectAt, form.get(vector, event));
                }
            } else {
                take(form.get(vector, event), best, into, rows[i]);
            }
        }
    }

    private static int compare(Vector.Texts texts, int row, byte[] best) {
        int from = texts.from(row);
        return Arrays.compareUnsigned(texts.bytes(row), from, from + texts.length(row), best, 0, best.length);
    }

    private boolean isBetter(int comparison) {
        return max ? comparison > 0 : comparison < 0;
    }

    private void take(Object value, @Nullable Object best, StateRows into, int row) {
        if (best == null
                || isBetter(
                        value instanceof byte[] text
                                ? Arrays.compareUnsigned(text, (byte[]) best)
                                : ((BigDecimal) value).compareTo((BigDecimal) best))) {
            into.setObject(row, objectAt, value);
        }
    }

    @Override
    void merge(StateRows from, int fromRow, StateRows into, int intoRow) {
        Object value = from.getObject(fromRow, objectAt);
        if (value != null) {
            take(value, into.getObject(intoRow, objectAt), into, intoRow);
        }
    }

    @Override
    void write(Object object, KeyBytes out) {
        form.write(object, out);
    }

    @Override
    Object read(StateReader in) {
        return form.read(in);
    }
}
