package io.raudal.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What Kafka's server is told, so that it is a small part of one process. */
final class BrokerConfiguration {
    static final String HOST = "127.0.0.1";
    static final String CONTROLLER = "CONTROLLER";
    static final int NODE = 1;
    static final Duration SESSION = Duration.ofSeconds(60);

    private static final String MEBIBYTE = Integer.toString(1 << 20);

    private BrokerConfiguration() {}

    static Map<String, String> of(BrokerOptions options, int port, int controllerPort) {
        Map<String, String> all = new HashMap<>();
        quorum(all, port, controllerPort);
        all.put("log.dirs", options.directory().toString());
        threads(all);
        memory(all);
        disk(all, options.fsync());
        coordinators(all);
        // Names are made by pipelines, not by whoever mistypes one.
        all.put("auto.create.topics.enable", "false");
        all.put("metric.reporters", "");
        all.put("metrics.jmx.exclude", ".*");
        return all;
    }

    private static void quorum(Map<String, String> all, int port, int controllerPort) {
        all.put("process.roles", "broker,controller");
        all.put("node.id", Integer.toString(NODE));
        all.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
        all.put(
                "listeners",
                "PLAINTEXT://" + HOST + ":" + port + "," + CONTROLLER + "://" + HOST + ":" + controllerPort);
        all.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
        all.put("controller.listener.names", CONTROLLER);
        all.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        // Nobody else could take over, so there is no use in being given up while the machine sleeps.
        all.put("broker.session.timeout.ms", Long.toString(SESSION.toMillis()));
        all.put("server.max.startup.time.ms", "300000");
    }

    private static void threads(Map<String, String> all) {
        all.put("num.network.threads", "1");
        all.put("num.io.threads", "2");
        all.put("num.replica.fetchers", "1");
        all.put("num.recovery.threads.per.data.dir", "2");
        all.put("background.threads", "2");
        all.put("log.cleaner.threads", "1");
        all.put("group.coordinator.threads", "1");
        all.put("share.coordinator.threads", "1");
        // Otherwise the controller writes a record twice a second to show that it is there.
        all.put("metadata.max.idle.interval.ms", "0");
    }

    private static void memory(Map<String, String> all) {
        all.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));
        all.put("log.cleaner.io.buffer.size", Integer.toString(64 << 10));
        all.put("log.index.size.max.bytes", MEBIBYTE);
        all.put("socket.request.max.bytes", Integer.toString(64 << 20));
        all.put("queued.max.requests", "64");
        all.put("fetch.max.bytes", Integer.toString(16 << 20));
    }

    private static void disk(Map<String, String> all, boolean fsync) {
        all.put("log.segment.bytes", Integer.toString(64 << 20));
        all.put("log.segment.delete.delay.ms", "10000");
        all.put("log.retention.check.interval.ms", "60000");
        all.put("metadata.log.segment.bytes", Integer.toString(8 << 20));
        all.put("metadata.max.retention.bytes", Integer.toString(16 << 20));
        if (fsync) {
            // A sync for every batch, and a batch is all that was waiting.
            all.put("log.flush.interval.messages", "1");
        }
    }

    private static void coordinators(Map<String, String> all) {
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            all.put(topic + ".replication.factor", "1");
            all.put(topic + ".num.partitions", "1");
            all.put(topic + ".segment.bytes", Integer.toString(8 << 20));
            if (!topic.startsWith("offsets")) {
                all.put(topic + ".min.isr", "1");
            }
        }
        all.put("group.initial.rebalance.delay.ms", "0");
    }
}
