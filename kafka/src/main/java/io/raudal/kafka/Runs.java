package io.raudal.kafka;

import io.raudal.engine.Decoder;
import io.raudal.engine.log.Control;
import io.raudal.engine.log.LogRecords;
import io.raudal.engine.log.Slices;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what a consumer fetched into runs of events that stand side by side.
 *
 * <p>Kafka's client hands out views of its fetch buffer, so a run is mostly the events of a whole fetch, where they are. A record that
 * ends too near the buffer's end to be read beyond, and records that were unpacked one by one because their batch is
 * compressed, are copied side by side.
 */
final class Runs {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Queue<LogRecords> found = new ArrayDeque<>();

    @Nullable LogRecords poll() {
        return found.poll();
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** @param end where reading goes on */
    void add(int partition, List<ConsumerRecord<ByteBuffer, ByteBuffer>> records, long end) {
        long next = -1;
        int from = 0;
        while (from < records.size()) {
            ConsumerRecord<ByteBuffer, ByteBuffer> first = records.get(from);
            Header control = first.headers().lastHeader(Append.CONTROL);
            if (control != null) {
                addControl(partition, first, control);
                from++;
            } else {
                from = addEvents(partition, records, from);
            }
            next = records.get(from - 1).offset() + 1;
        }
        if (end > next) {
            found.add(new LogRecords.Gap(partition, end));
        }
    }

    private void addControl(int partition, ConsumerRecord<ByteBuffer, ByteBuffer> record, Header control) {
        byte[] bytes = control.value();
        Optional<Control> decided = bytes == null ? Optional.empty() : Control.of(bytes);
        found.add(
                decided.isPresent()
                        ? new LogRecords.Decided(partition, record.offset(), decided.get(), record.timestamp())
                        : new LogRecords.Gap(partition, record.offset() + 1));
    }

    /** Adds the run that begins at an event; answers the index behind it. */
    private int addEvents(int partition, List<ConsumerRecord<ByteBuffer, ByteBuffer>> records, int from) {
        ConsumerRecord<ByteBuffer, ByteBuffer> first = records.get(from);
        byte[] shared = value(first).array();
        int to = from;
        int views = from;
        long bytes = 0;
        while (to < records.size()) {
            ConsumerRecord<ByteBuffer, ByteBuffer> record = records.get(to);
            if (record.offset() != first.offset() + to - from
                    || record.headers().lastHeader(Append.CONTROL) != null) {
                break;
            }
            ByteBuffer value = value(record);
            bytes += value.remaining();
            if (views == to
                    && value.array() == shared
                    && value.arrayOffset() + value.limit() + Decoder.PADDING <= shared.length) {
                views++;
            }
            to++;
        }
        if (views - from > 1) {
            addViews(partition, records, from, views);
            return views;
        }
        addCopies(partition, records, from, to, Math.toIntExact(bytes));
        return to;
    }

    private void addViews(int partition, List<ConsumerRecord<ByteBuffer, ByteBuffer>> records, int from, int to) {
        int size = to - from;
        int[] starts = new int[size];
        int[] lengths = new int[size];
        long[] appendMillis = new long[size];
        for (int i = 0; i < size; i++) {
            ConsumerRecord<ByteBuffer, ByteBuffer> record = records.get(from + i);
            ByteBuffer value = value(record);
            starts[i] = value.arrayOffset() + value.position();
            lengths[i] = value.remaining();
            appendMillis[i] = record.timestamp();
        }
        byte[] shared = value(records.get(from)).array();
        found.add(new LogRecords.Events(
                partition, records.get(from).offset(), new Slices(shared, starts, lengths, size), appendMillis));
    }

    private void addCopies(
            int partition, List<ConsumerRecord<ByteBuffer, ByteBuffer>> records, int from, int to, int bytes) {
        Slices slices = new Slices(bytes + Decoder.PADDING, to - from);
        long[] appendMillis = new long[to - from];
        for (int i = from; i < to; i++) {
            ByteBuffer value = value(records.get(i));
            slices.add(value.array(), value.arrayOffset() + value.position(), value.remaining());
            appendMillis[i - from] = records.get(i).timestamp();
        }
        found.add(new LogRecords.Events(partition, records.get(from).offset(), slices, appendMillis));
    }

    /** A record without a value is an event without bytes. */
    private static ByteBuffer value(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
        return record.value() == null ? NOTHING : record.value();
    }
}
