package io.raudal.engine.intake;

import io.raudal.engine.Decoder;
import io.raudal.engine.EventBatch;
import io.raudal.engine.Failures;
import io.raudal.engine.RecordFormat;
import io.raudal.engine.Vector;
import io.raudal.engine.expression.Evaluators;
import io.raudal.engine.key.KeyHash;
import io.raudal.engine.log.Slices;
import io.raudal.engine.scan.RecordFormats;
import io.raudal.model.Stream;
import io.raudal.plan.Expression;
import io.raudal.plan.StreamPlan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Says which partition an event belongs to: that of its key's hash, else of its id's. Events without either, or of which it is NULL or
 * cannot be decoded, may go anywhere. The same value always gives the same partition, as long as there are as many. One thread.
 */
final class Partitioner {
    static final int ANYWHERE = -1;

    private final int partitions;
    private final int column;
    private final @Nullable Expression expression;
    private final Decoder decoder;
    private final EventBatch batch;
    private final byte[] number = new byte[Long.BYTES];

    private Partitioner(StreamPlan plan, int column, int partitions) {
        Stream stream = plan.stream();
        this.partitions = partitions;
        this.column = column;
        expression = plan.computed().get(column);
        List<Integer> used = expression == null
                ? List.of(column)
                : IntStream.range(0, stream.columns().size())
                        .filter(index -> !plan.computed().containsKey(index))
                        .boxed()
                        .toList();
        RecordFormat format = RecordFormats.of(stream.columns(), used, stream.format(), stream.zone());
        decoder = format.decoder(new byte[0]);
        batch = format.newBatch();
    }

    /** Null if any event may go anywhere. */
    static @Nullable Partitioner of(StreamPlan plan, int partitions) {
        Stream stream = plan.stream();
        Stream.Id id = stream.id();
        String name = stream.key() != null ? stream.key() : id != null ? id.column() : null;
        if (name == null || partitions == 1) {
            return null;
        }
        int column = IntStream.range(0, stream.columns().size())
                .filter(index -> stream.columns().get(index).name().equals(name))
                .findFirst()
                .orElseThrow();
        return new Partitioner(plan, column, partitions);
    }

    /** By event, its partition or {@link #ANYWHERE}. */
    int[] partitions(Slices events) {
        batch.reset(events.bytes(), 0);
        for (int i = 0; i < events.size(); i++) {
            decoder.decodeRecord(events.bytes(), events.start(i), events.start(i) + events.length(i), batch);
        }
        int[] of = new int[events.size()];
        int[] well = IntStream.range(0, of.length)
                .filter(row -> batch.dead[row] == null)
                .toArray();
        Failures failures = new Failures();
        Vector values = values(well, failures);
        Arrays.fill(of, ANYWHERE);
        for (int row : well) {
            if (failures.reason(row) == null && !values.isNull(row)) {
                of[row] = Integer.remainderUnsigned(hash(values, row), partitions);
            }
        }
        return of;
    }

    private Vector values(int[] well, Failures failures) {
        if (expression == null) {
            return Objects.requireNonNull(batch.columns[column]);
        }
        return Evaluators.compile(expression).evaluate(dense(), well, well.length, failures);
    }

    private Vector[] dense() {
        Vector[] dense = new Vector[batch.columns.length];
        for (int i = 0; i < dense.length; i++) {
            Vector vector = batch.columns[i];
            dense[i] = vector == null ? new Vector.Longs() : vector;
        }
        return dense;
    }

    private int hash(Vector values, int row) {
        if (values instanceof Vector.Texts texts) {
            return KeyHash.of(texts.bytes(row), texts.from(row), texts.length(row));
        }
        if (values instanceof Vector.Longs longs) {
            return hash(longs.values[row]);
        }
        if (values instanceof Vector.Doubles doubles) {
            return hash(Double.doubleToLongBits(doubles.values[row]));
        }
        byte[] text = String.valueOf(((Vector.Values) values).values[row]).getBytes(StandardCharsets.UTF_8);
        return KeyHash.of(text, 0, text.length);
    }

    private int hash(long value) {
        for (int i = 0; i < number.length; i++) {
            number[i] = (byte) (value >>> 8 * i);
        }
        return KeyHash.of(number, 0, number.length);
    }
}
