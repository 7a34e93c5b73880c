package io.raudal.engine.aggregate;

import io.raudal.engine.Vector;
import io.raudal.engine.expression.Cells;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import io.raudal.model.DataType;
import io.raudal.plan.Aggregate;
import io.raudal.plan.AggregateFunction;
import io.raudal.plan.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs one aggregate over given values, as a view's partitions and the merge of them would. */
final class OneAggregate {
    private OneAggregate() {}

    static Aggregate aggregate(AggregateFunction function, DataType argument, DataType result) {
        return new Aggregate(function, List.of(new Expression.Input(0, argument)), false, null, result);
    }

    /** The value over some rows, cut into parts that are merged behind each other, each written and read in between. */
    static @Nullable Object value(Aggregate aggregate, List<? extends @Nullable Object> values, int parts) {
        Aggregates aggregates = new Aggregates(List.of(aggregate), false);
        StateRows merged = aggregates.newRows();
        merged.add(0);
        int size = values.size();
        for (int part = 0; part < parts; part++) {
            List<? extends @Nullable Object> some = values.subList(size * part / parts, size * (part + 1) / parts);
            StateRows rows = aggregates.newRows();
            rows.add(0);
            add(aggregates, aggregate, some, size * part / parts, rows);
            KeyBytes bytes = new KeyBytes(16);
            aggregates.write(rows, 0, bytes);
            StateRows read = aggregates.newRows();
            read.add(0);
            aggregates.read(new StateReader(bytes.toArray(), 0), read, 0);
            aggregates.merge(read, 0, merged, 0);
        }
        Vector out = Vector.of(aggregate.type());
        out.ensure(1);
        aggregates.finish(0, merged, 0, out, 0);
        return Cells.get(out, 0, aggregate.type());
    }

    static void add(
            Aggregates aggregates,
            Aggregate aggregate,
            List<? extends @Nullable Object> values,
            int first,
            StateRows into) {
        AggregateInput in = new AggregateInput(
                aggregates.arguments().size(), aggregates.filters().size());
        int[] events = new int[values.size()];
        in.time.ensure(values.size());
        in.origins = events;
        in.firstPosition = first;
        DataType type = aggregate.arguments().get(0).type();
        Vector vector = Vector.of(type);
        vector.ensure(values.size());
        for (int i = 0; i < events.length; i++) {
            events[i] = i;
            in.time.setNull(i, false);
            Cells.put(vector, i, values.get(i));
        }
        in.arguments[0] = vector;
        if (in.filters.length > 0) {
            in.filters[0] = new Vector.Longs();
            in.filters[0].ensure(values.size());
            for (int i = 0; i < events.length; i++) {
                in.filters[0].setNull(i, i % 3 == 2);
                in.filters[0].values[i] = i % 3;
            }
        }
        aggregates.add(in, into, events, new int[events.length], events.length);
    }
}
