package io.raudal.engine.step;

import io.raudal.engine.DeadReason;
import io.raudal.engine.Decoder;
import io.raudal.engine.Detail;
import io.raudal.engine.Evaluator;
import io.raudal.engine.EventBatch;
import io.raudal.engine.Failures;
import io.raudal.engine.Vector;
import io.raudal.engine.expression.Evaluators;
import io.raudal.model.Message;
import io.raudal.plan.StreamPlan;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The stage of a stream that needs no state: bytes to {@link ScannedBatch}. Pure: the same bytes give the same batch whatever came
 * before, so that several can scan blocks of one partition side by side. Used by one thread at a time; never throws on input.
 *
 * <p>It has one batch, which the next scan fills again: a host keeps as many scans as it wants blocks in flight.
 */
public final class StreamScan {
    private static final long MICROS = 1000;
    /** About 200,000 years: an event time further from 1970 would overflow the bounds of its windows and its watermark. */
    private static final long FARTHEST_MICROS = 6_311_390_400_000_000_000L;

    private final Decoder decoder;
    private final SourceScan source;
    private final int timeColumn;
    private final long aheadMicros;
    private final boolean[] notNull;
    private final String[] names;
    /** By column: what computes it; null where it is decoded. */
    private final @Nullable Evaluator[] computed;

    private final @Nullable Vector[] columns;
    private final Failures failures = new Failures();

    StreamScan(StreamPlan plan, int timeColumn, Decoder decoder, SourceScan source) {
        this.decoder = decoder;
        this.source = source;
        this.timeColumn = timeColumn;
        aheadMicros = Math.multiplyExact(plan.stream().time().ahead().toMillis(), MICROS);
        int width = plan.stream().columns().size();
        notNull = new boolean[width];
        names = new String[width];
        computed = new @Nullable Evaluator[width];
        columns = new @Nullable Vector[width];
        for (int column = 0; column < width; column++) {
            notNull[column] = plan.stream().columns().get(column).notNull();
            names[column] = plan.stream().columns().get(column).name();
        }
        plan.computed().forEach((column, expression) -> computed[column] = Evaluators.compile(expression));
    }

    /**
     * Scans the records of a part of a file, as {@link Decoder#decodeLines}.
     *
     * @param firstPosition number of the first record in its file, from 0
     */
    public ScannedBatch scanLines(byte[] bytes, int from, int to, long firstPosition) {
        EventBatch events = source.events();
        events.reset(bytes, firstPosition);
        decoder.decodeLines(bytes, from, to, events);
        return scan(events, null);
    }

    /**
     * Scans records of a log, each one event.
     *
     * @param bytes holds {@link Decoder#PADDING} readable bytes behind each record
     * @param firstOffset of the first record; others follow one by one
     * @param appendMillis by record: when it was appended; an event further ahead of it than the stream's {@code time.ahead} is dead
     */
    public ScannedBatch scanRecords(
            byte[] bytes, int[] starts, int[] lengths, int count, long firstOffset, long[] appendMillis) {
        EventBatch events = source.events();
        events.reset(bytes, firstOffset);
        for (int i = 0; i < count; i++) {
            decoder.decodeRecord(bytes, starts[i], starts[i] + lengths[i], events);
        }
        return scan(events, appendMillis);
    }

    /**
     * How many rows ever came to a view's operators, then how many each let through: those of the row views between the stream and the
     * view first. Of events that were scanned, late ones too; read by whoever has seen the last scan end.
     */
    public long[] passed(String view) {
        return source.passed(view);
    }

    private ScannedBatch scan(EventBatch events, long @Nullable [] appendMillis) {
        System.arraycopy(events.columns, 0, columns, 0, columns.length);
        for (int column = 0; column < columns.length; column++) {
            Evaluator evaluator = computed[column];
            if (evaluator != null) {
                compute(events, column, evaluator);
            }
        }
        Vector.Longs time = (Vector.Longs) java.util.Objects.requireNonNull(columns[timeColumn]);
        boolean someDead = false;
        for (int event = 0; event < events.size; event++) {
            if (events.dead[event] == null) {
                if (time.isNull(event)) {
                    events.kill(event, DeadReason.NO_TIME, StepMessages.message("time.null", names[timeColumn]));
                } else if (time.values[event] > FARTHEST_MICROS || time.values[event] < -FARTHEST_MICROS) {
                    events.kill(event, DeadReason.TYPE, tooFar(time.values[event]));
                } else if (appendMillis != null && isAhead(time.values[event], appendMillis[event])) {
                    events.kill(event, DeadReason.FUTURE, StepMessages.message("time.ahead", names[timeColumn]));
                }
            }
            someDead |= events.dead[event] != null;
        }
        return source.prepare(columns, time, someDead);
    }

    /** Whether the time of an event that is appended then is too far past that. */
    public boolean isAhead(long micros, long appendMillis) {
        return micros > appendMillis * MICROS + aheadMicros;
    }

    /** The column that the time of events is in. */
    public String timeColumn() {
        return names[timeColumn];
    }

    private Message tooFar(long micros) {
        Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        return StepMessages.message("time.far", names[timeColumn], instant.toString());
    }

    private void compute(EventBatch events, int column, Evaluator evaluator) {
        int[] well = new int[events.size];
        int count = 0;
        for (int event = 0; event < events.size; event++) {
            if (events.dead[event] == null) {
                well[count++] = event;
            }
        }
        failures.clear();
        Vector values = evaluator.evaluate(SourceScan.dense(columns), well, count, failures);
        for (int i = 0; i < count; i++) {
            Detail reason = failures.reason(well[i]);
            if (reason != null) {
                events.kill(well[i], DeadReason.EXPRESSION, reason.inColumn(names[column]));
            } else if (notNull[column] && values.isNull(well[i])) {
                events.kill(well[i], DeadReason.NOT_NULL, StepMessages.message("column.null", names[column]));
            }
        }
        columns[column] = values;
    }
}
