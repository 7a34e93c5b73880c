package io.raudal.bench;

import io.raudal.engine.Decoder;
import io.raudal.engine.EventBatch;
import io.raudal.engine.RecordFormat;
import io.raudal.engine.Vector;
import io.raudal.engine.scan.RecordFormats;
import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Decoding alone, in nanoseconds an event on one thread: three fields ({@code ts}, {@code device}, {@code value}) of events of 3, 14 and
 * 40 fields, in one order and shuffled anew for each event, ours and four other readers on the same bytes. All but fastjson2 and databind,
 * which may skip as they like, read each event to its end. What they yield is compared before anything is measured.
 */
final class DecodeBenchmark {
    private static final int BLOCK_SIZE = 1 << 18;
    private static final List<Integer> FIELDS = List.of(3, 14, 40);

    private DecodeBenchmark() {}

    /** Prints the figures of every shape of event. */
    static void run(int events, int runs, PrintStream out) throws Exception {
        Map<String, Double> ours = new LinkedHashMap<>();
        for (boolean isShuffled : new boolean[] {false, true}) {
            for (int fields : FIELDS) {
                byte[] lines = lines(Workload.dense(events, 100_000, fields), isShuffled);
                String shape = String.format(
                        Locale.ROOT,
                        "decode 3 of %d fields, %s, %d bytes an event",
                        fields,
                        isShuffled ? "shuffled" : "ordered",
                        lines.length / events);
                Figures figures = measure(lines, events, runs);
                figures.print(out, shape, "ns an event");
                for (String peer :
                        List.of(JacksonDecoding.STREAMING, JacksonDecoding.DATABIND, "fastjson2", "dsl-json")) {
                    out.printf(Locale.ROOT, "  %.2f times %s%n", figures.ratio(peer, "raudal"), peer);
                }
                ours.put((isShuffled ? "shuffled " : "ordered ") + fields, figures.median("raudal"));
            }
        }
        for (String order : List.of("ordered ", "shuffled ")) {
            double few = Objects.requireNonNull(ours.get(order + 14));
            double many = Objects.requireNonNull(ours.get(order + 40));
            out.printf(Locale.ROOT, "a further unused field, %s: %.1f ns%n", order.strip(), (many - few) / 26);
        }
    }

    private static Figures measure(byte[] lines, int events, int runs) throws Exception {
        Map<String, DecodePeer> peers = new LinkedHashMap<>();
        peers.put("raudal", new Ours());
        peers.put(JacksonDecoding.STREAMING, JacksonDecoding.streaming());
        peers.put(JacksonDecoding.DATABIND, JacksonDecoding.databind());
        peers.put("fastjson2", new FastjsonDecoding());
        peers.put("dsl-json", new DslJsonDecoding());
        DecodePeer.Events split = DecodePeer.Events.split(lines, Decoder.PADDING);
        Map<String, Callable<Double>> contenders = new LinkedHashMap<>();
        DecodePeer.Yield expected = null;
        for (Map.Entry<String, DecodePeer> peer : peers.entrySet()) {
            DecodePeer.Yield read = peer.getValue().decode(split);
            expected = expected == null ? read : expected;
            if (!read.equals(expected) || read.events() != events) {
                throw new IllegalStateException(peer.getKey() + " yields " + read + ", others " + expected);
            }
            contenders.put(peer.getKey(), () -> nanosAnEvent(peer.getValue(), split, events));
        }
        for (int warm = 0; warm < 3; warm++) {
            for (Callable<Double> contender : contenders.values()) {
                contender.call();
            }
        }
        return Figures.interleaved(runs, contenders);
    }

    private static double nanosAnEvent(DecodePeer peer, DecodePeer.Events events, int count) throws IOException {
        long start = System.nanoTime();
        if (peer.decode(events).events() != count) {
            throw new IllegalStateException("events are missing");
        }
        return (System.nanoTime() - start) / (double) count;
    }

    private static byte[] lines(Workload workload, boolean isShuffled) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        workload.write(out);
        return isShuffled ? out.toByteArray() : ordered(out.toByteArray());
    }

    /** The same events with their fields by name; no value has a comma. */
    private static byte[] ordered(byte[] lines) {
        StringBuilder ordered = new StringBuilder();
        new String(lines, StandardCharsets.US_ASCII).lines().forEach(line -> {
            String[] fields = line.substring(1, line.length() - 1).split(",");
            Arrays.sort(fields);
            ordered.append('{').append(String.join(",", fields)).append("}\n");
        });
        return ordered.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Raudal's decoder, block by block as the engine calls it. */
    private static final class Ours implements DecodePeer {
        private final RecordFormat format = RecordFormats.of(
                List.of(
                        Column.of("ts", DataType.Simple.BIGINT),
                        Column.of("device", DataType.Simple.STRING),
                        Column.of("value", DataType.Simple.DOUBLE)),
                List.of(0, 1, 2),
                new Format.Json(),
                ZoneOffset.UTC);
        private final Decoder decoder = format.decoder(new byte[0]);
        private final EventBatch batch = format.newBatch();

        @Override
        public Yield decode(Events events) {
            byte[] bytes = events.block();
            int end = events.blockSize();
            Sum sum = new Sum();
            int from = 0;
            while (from < end) {
                int to = end - from <= BLOCK_SIZE ? end : format.lastRecordEnd(bytes, from, from + BLOCK_SIZE);
                batch.reset(bytes, from);
                decoder.decodeLines(bytes, from, to, batch);
                add(sum);
                from = to;
            }
            return sum.total();
        }

        private void add(Sum sum) {
            long[] times = ((Vector.Longs) Objects.requireNonNull(batch.columns[0])).values;
            Vector.Texts devices = (Vector.Texts) Objects.requireNonNull(batch.columns[1]);
            double[] values = ((Vector.Doubles) Objects.requireNonNull(batch.columns[2])).values;
            for (int row = 0; row < batch.size; row++) {
                if (batch.dead[row] != null) {
                    throw new IllegalStateException(String.valueOf(batch.details[row]));
                }
                int last = devices.from(row) + devices.length(row) - 1;
                sum.add(times[row], devices.length(row), (char) devices.bytes(row)[last], values[row]);
            }
        }
    }
}
