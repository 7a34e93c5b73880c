package io.raudal.cli.platform;

import io.raudal.engine.log.Log;
import io.raudal.kafka.KafkaConnection;
import io.raudal.kafka.KafkaLog;
import io.raudal.kafka.KafkaOptions;
import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import io.raudal.query.PlatformStatus.Component;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the platform keeps its streams: on a broker that it runs in this process, or on an outside cluster. A data directory goes with
 * the cluster that it was first used with, for its positions mean nothing in another one.
 */
final class EventLog implements AutoCloseable {
    private final @Nullable KeptBroker broker;
    private final KafkaLog log;
    private final String servers;

    private EventLog(@Nullable KeptBroker broker, KafkaLog log, String servers) {
        this.broker = broker;
        this.log = log;
        this.servers = servers;
    }

    /** @throws RaudalException if it cannot be opened, or the data directory goes with another one; nothing is left open then */
    static EventLog open(UpOptions options, DataDirectory data) {
        if (options.cluster().isPresent()) {
            return open(null, options.cluster().get(), data);
        }
        KeptBroker broker = KeptBroker.start(data, options);
        try {
            return open(broker, broker.connection(), data);
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    private static EventLog open(@Nullable KeptBroker broker, KafkaConnection connection, DataDirectory data) {
        KafkaLog log = new KafkaLog(connection, KafkaOptions.DEFAULTS);
        try {
            check(data.folder(), connection, log.clusterId());
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
        return new EventLog(broker, log, connection.servers());
    }

    private static void check(Path folder, KafkaConnection connection, String cluster) {
        Path file = folder.resolve("cluster");
        try {
            if (!Files.exists(file)) {
                DataDirectory.write(file, (cluster + "\n").getBytes(StandardCharsets.UTF_8));
                return;
            }
            String known = Files.readString(file).strip();
            if (!known.equals(cluster)) {
                throw new RaudalException(
                        ErrorCode.CONFLICT,
                        PlatformMessages.message(
                                "data.cluster", folder.toString(), known, connection.servers(), cluster));
            }
        } catch (IOException e) {
            throw PlatformMessages.unwritable(file, e);
        }
    }

    Log log() {
        return log;
    }

    /** Where people find the streams with Kafka clients. */
    String address() {
        return broker == null ? servers : "localhost:" + broker.port();
    }

    /** How many bytes the streams take. */
    long bytes() {
        return log.bytes();
    }

    Component component(long bytes) {
        return new Component(
                "kafka", bytes, servers, problems().stream().findFirst().orElse(null));
    }

    /** Why it keeps nothing now, as far as this process knows: an outside cluster says so when it is used. */
    List<Message> problems() {
        Optional<RaudalException> failure = broker == null ? Optional.empty() : broker.failure();
        return failure
                .flatMap(RaudalException::inWords)
                .map(words -> PlatformMessages.message("log.failed", words))
                .stream()
                .toList();
    }

    @Override
    public void close() {
        log.close();
        if (broker != null) {
            broker.close();
        }
    }
}
