package io.raudal.bench;

import io.raudal.engine.log.LogStream;
import io.raudal.engine.log.Slices;
import io.raudal.kafka.KafkaConnection;
import io.raudal.kafka.KafkaLog;
import io.raudal.kafka.KafkaOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * COUNT, AVG, MIN, MAX per key and 10 s window from a Kafka topic of two partitions: the embedded engine with a DuckDB store, Flink SQL
 * with its own connector and JSON format, and a KafkaConsumer that looks at nothing. Broker and contenders are processes of their own,
 * started once, and read the topic from its beginning in turn. What counts is the processor time of the contender's process. The rows of
 * the first two are compared first; then Raudal goes on storing its rows, while Flink's go nowhere.
 */
final class KafkaBenchmark {
    private static final int PARTITIONS = 2;
    private static final int EVENTS_AN_APPEND = 1_000;
    private static final List<String> FLINK_FLAGS =
            List.of("--add-opens=java.base/java.util=ALL-UNNAMED", "--add-opens=java.base/java.lang=ALL-UNNAMED");

    private final Path home;
    private final Path directory;
    private final PrintStream out;

    /** @param home the checkout, for Flink's class path */
    KafkaBenchmark(Path home, Path directory, PrintStream out) {
        this.home = home;
        this.directory = directory;
        this.out = out;
    }

    void run(int events, int keys, int runs) throws Exception {
        Path file = Workload.dense(events, keys, KafkaTexts.FIELDS).file(directory);
        String pipeline = "keys" + keys;
        String topic = pipeline + ".events";
        long records = (long) events + PARTITIONS;
        try (Workbench bench = new Workbench(directory)) {
            String servers = "127.0.0.1:"
                    + bench.worker(
                                    "broker",
                                    BrokerProcess.class,
                                    "1g",
                                    bench.folder("log").toString())
                            .ask("port");
            load(servers, topic, file, events);
            Path text = bench.write("pipeline.yaml", KafkaTexts.pipeline(pipeline));
            Map<String, Child> children = new LinkedHashMap<>();
            children.put(
                    "raudal",
                    bench.worker(
                            "raudal",
                            EngineProcess.class,
                            "3g",
                            servers,
                            text.toString(),
                            bench.folder("engine").toString(),
                            Long.toString(records)));
            Path insert = bench.write("insert.sql", KafkaTexts.INSERT);
            children.put("flink", flink(bench, "flink", servers, topic, KafkaTexts.FIELDS));
            children.put("flink, the 3 used fields declared", flink(bench, "flink-3", servers, topic, 3));
            children.put(
                    "consumer",
                    bench.worker(
                            "consumer",
                            ConsumerProcess.class,
                            "512m",
                            servers,
                            topic,
                            Integer.toString(PARTITIONS),
                            Long.toString(records)));
            compareRows(
                    bench,
                    Objects.requireNonNull(children.get("raudal")),
                    Objects.requireNonNull(children.get("flink")));
            measure(children, insert, events, keys, Files.size(file) / events, runs);
        }
    }

    private Child flink(Workbench bench, String name, String servers, String topic, int fields) throws IOException {
        return bench.worker(
                name,
                FLINK_FLAGS,
                home.resolve("peer/target/classes") + ":" + home.resolve("peer/target/dependency") + "/*",
                "io.raudal.peer.FlinkSqlPeer",
                "3g",
                bench.write(name + "-tables.sql", KafkaTexts.tables(servers, topic, fields))
                        .toString(),
                bench.folder(name + "-checkpoints").toString(),
                Integer.toString(PARTITIONS));
    }

    private void compareRows(Workbench bench, Child raudal, Child flink) throws IOException {
        Path ours = bench.file("raudal.rows");
        Path theirs = bench.file("flink.rows");
        raudal.ask("run");
        raudal.ask("rows", ours.toString());
        flink.ask("rows", bench.write("rows.sql", KafkaTexts.QUERY).toString(), theirs.toString());
        Rows rows = Rows.read(ours);
        rows.mustEqual(Rows.read(theirs), "raudal against Flink SQL");
        out.printf(Locale.ROOT, "Rows compared: %,d rows equal those of Flink SQL%n", rows.size());
    }

    private void measure(Map<String, Child> children, Path insert, int events, int keys, long bytes, int runs)
            throws Exception {
        Map<String, Callable<Double>> contenders = new LinkedHashMap<>();
        children.forEach((name, child) -> contenders.put(name, () -> {
            child.ask("collect");
            double before = child.cpuSeconds();
            child.ask("run", insert.toString());
            return child.cpuSeconds() - before;
        }));
        Figures cpu = Figures.interleaved(runs, contenders);
        cpu.print(
                out,
                String.format(
                        Locale.ROOT,
                        "%,d events of %d bytes from Kafka, %,d keys: CPU seconds, user and system",
                        events,
                        bytes,
                        keys),
                "s");
        for (Map.Entry<String, Child> child : children.entrySet()) {
            out.printf(
                    Locale.ROOT,
                    "  %-44s %,12d events/CPU-s, resident %d MB%n",
                    child.getKey(),
                    (long) (events / cpu.median(child.getKey())),
                    child.getValue().residentBytes() >> 20);
        }
        out.printf(
                Locale.ROOT,
                "  raudal : flink, events a CPU-second       %.2f (to reach: 4); with the 3 used fields declared %.2f%n",
                cpu.ratio("flink", "raudal"),
                cpu.ratio("flink, the 3 used fields declared", "raudal"));
        out.printf(
                Locale.ROOT,
                "  raudal as a share of the bare consumer    %.0f %%%n",
                100 * cpu.ratio("consumer", "raudal"));
    }

    /** Fills the topic; in each partition the last event is an hour ahead, so that all windows before it are final. */
    private void load(String servers, String topic, Path file, int events) throws IOException {
        try (KafkaLog log = new KafkaLog(KafkaConnection.plain(servers), KafkaOptions.DEFAULTS);
                BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
            log.ensure(new LogStream(topic, PARTITIONS, Duration.ofDays(365), 1L << 40));
            Slices slices = new Slices();
            int append = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                byte[] event = line.getBytes(StandardCharsets.US_ASCII);
                slices.add(event, 0, event.length);
                if (slices.size() == EVENTS_AN_APPEND) {
                    log.append(topic, append++ % PARTITIONS, slices)
                            .toCompletableFuture()
                            .join();
                    slices = new Slices();
                }
            }
            if (slices.size() > 0) {
                log.append(topic, append % PARTITIONS, slices)
                        .toCompletableFuture()
                        .join();
            }
            long end = Workload.START_MILLIS + events / 100 + 3_600_000;
            for (int partition = 0; partition < PARTITIONS; partition++) {
                log.append(topic, partition, Slices.of(KafkaTexts.last(end)))
                        .toCompletableFuture()
                        .join();
            }
        }
    }
}
