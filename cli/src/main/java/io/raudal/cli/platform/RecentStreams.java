package io.raudal.cli.platform;

import io.raudal.engine.Decoder;
import io.raudal.engine.EventBatch;
import io.raudal.engine.Failures;
import io.raudal.engine.RecordFormat;
import io.raudal.engine.Vector;
import io.raudal.engine.expression.Cells;
import io.raudal.engine.expression.Evaluators;
import io.raudal.engine.intake.Intakes;
import io.raudal.engine.intake.StreamIntake;
import io.raudal.engine.log.Log;
import io.raudal.engine.log.LogReader;
import io.raudal.engine.log.LogRecords;
import io.raudal.engine.log.OffsetRange;
import io.raudal.engine.log.Slices;
import io.raudal.engine.query.RecentEvents;
import io.raudal.engine.scan.RecordFormats;
import io.raudal.engine.store.ColumnSink;
import io.raudal.model.Column;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.model.Stream;
import io.raudal.plan.Expression;
import io.raudal.plan.Field;
import io.raudal.plan.StreamPlan;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The latest events of each stream that takes some, read from the end of the log and decoded when a query asks for them. Dead ones are
 * left out. Any thread may use it.
 */
final class RecentStreams implements RecentEvents {
    private static final int EVENTS_A_PARTITION = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long MICROS = 1000;

    private final Log log;
    private final Intakes intakes;

    RecentStreams(Log log, Intakes intakes) {
        this.log = log;
        this.intakes = intakes;
    }

    @Override
    public Set<String> streams() {
        return new LinkedHashSet<>(intakes.names());
    }

    @Override
    public List<Field> columns(String stream) {
        return find(stream).plan().stream().columns().stream()
                .map(column -> new Field(column.name(), column.type()))
                .toList();
    }

    @Override
    public OptionalLong scan(String stream, long fromMillis, long toMillis, ColumnSink sink) {
        StreamPlan plan = find(stream).plan();
        EventColumns columns = new EventColumns(plan, fromMillis, toMillis);
        Duration ahead = plan.stream().time().ahead();
        boolean isCapped = false;
        for (int partition = 0; partition < log.partitions(stream); partition++) {
            OffsetRange range = log.range(stream, partition);
            long from = Math.max(range.first(), range.end() - EVENTS_A_PARTITION);
            if (from < range.end()) {
                long appendMillis = read(stream, partition, from, range.end(), columns, sink);
                // What was appended before has no event time that is further ahead of that.
                isCapped |= from > range.first() && appendMillis >= minus(fromMillis, ahead);
            }
        }
        return isCapped ? OptionalLong.of(columns.taken) : OptionalLong.empty();
    }

    private static long minus(long fromMillis, Duration ahead) {
        long millis = ahead.toMillis();
        return fromMillis < Long.MIN_VALUE + millis ? Long.MIN_VALUE : fromMillis - millis;
    }

    /** When the first of the events was appended, in milliseconds since 1970. */
    private long read(String stream, int partition, long from, long end, EventColumns columns, ColumnSink sink) {
        long firstMillis = Long.MAX_VALUE;
        try (LogReader reader = log.reader(stream, Map.of(partition, from))) {
            for (long next = from; next < end; ) {
                LogRecords records = reader.poll(PATIENCE);
                if (records == null) {
                    throw new RaudalException(ErrorCode.UNREACHABLE, PlatformMessages.message("stream.slow", stream));
                }
                if (records instanceof LogRecords.Events events) {
                    firstMillis = Math.min(firstMillis, events.appendMillis()[0]);
                    columns.take(events.slices(), sink);
                }
                next = records.nextOffset();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RaudalException(ErrorCode.UNREACHABLE, PlatformMessages.message("stream.slow", stream), e);
        }
        return firstMillis;
    }

    private StreamIntake find(String stream) {
        int dot = stream.indexOf('.');
        return intakes.find(stream.substring(0, dot), stream.substring(dot + 1))
                .orElseThrow(() -> new IllegalArgumentException("no stream " + stream));
    }

    /** Decodes events into all columns of their stream. One thread. */
    private static final class EventColumns {
        private final StreamPlan plan;
        private final long fromMicros;
        private final long toMicros;
        private final int time;
        private final Decoder decoder;
        private final EventBatch batch;
        private final Vector[] out;
        long taken;

        EventColumns(StreamPlan plan, long fromMillis, long toMillis) {
            this.plan = plan;
            fromMicros = micros(fromMillis);
            toMicros = micros(toMillis);
            Stream stream = plan.stream();
            List<Column> columns = stream.columns();
            time = IntStream.range(0, columns.size())
                    .filter(index ->
                            columns.get(index).name().equals(stream.time().column()))
                    .findFirst()
                    .orElseThrow();
            RecordFormat format = RecordFormats.of(
                    columns,
                    IntStream.range(0, columns.size())
                            .filter(index -> columns.get(index).expression() == null)
                            .boxed()
                            .toList(),
                    stream.format(),
                    stream.zone());
            decoder = format.decoder(new byte[0]);
            batch = format.newBatch();
            out = columns.stream().map(column -> Vector.of(column.type())).toArray(Vector[]::new);
        }

        private static long micros(long millis) {
            return millis > Long.MAX_VALUE / MICROS
                    ? Long.MAX_VALUE
                    : millis < Long.MIN_VALUE / MICROS ? Long.MIN_VALUE : millis * MICROS;
        }

        void take(Slices events, ColumnSink sink) {
            taken += events.size();
            batch.reset(events.bytes(), 0);
            for (int i = 0; i < events.size(); i++) {
                decoder.decodeRecord(events.bytes(), events.start(i), events.start(i) + events.length(i), batch);
            }
            Failures failures = new Failures();
            Vector[] columns = columns(failures);
            for (Vector vector : out) {
                vector.clear();
                vector.ensure(batch.size);
            }
            int rows = 0;
            for (int event = 0; event < batch.size; event++) {
                if (batch.dead[event] == null && failures.reason(event) == null && isInRange(columns[time], event)) {
                    for (int column = 0; column < out.length; column++) {
                        Cells.copy(columns[column], event, out[column], rows);
                    }
                    rows++;
                }
            }
            if (rows > 0) {
                sink.accept(out, rows);
            }
        }

        /** The decoded columns, and those that are computed from them. */
        private Vector[] columns(Failures failures) {
            int[] well = IntStream.range(0, batch.size)
                    .filter(event -> batch.dead[event] == null)
                    .toArray();
            Vector[] columns = new Vector[batch.columns.length];
            for (int column = 0; column < columns.length; column++) {
                Vector decoded = batch.columns[column];
                columns[column] = decoded == null ? new Vector.Longs() : decoded;
            }
            Vector[] all = columns.clone();
            for (Map.Entry<Integer, Expression> computed : plan.computed().entrySet()) {
                all[computed.getKey()] =
                        Evaluators.compile(computed.getValue()).evaluate(columns, well, well.length, failures);
            }
            return all;
        }

        private boolean isInRange(@Nullable Vector times, int event) {
            Vector.Longs values = (Vector.Longs) Objects.requireNonNull(times);
            return !values.isNull(event) && values.values[event] >= fromMicros && values.values[event] < toMicros;
        }
    }
}
