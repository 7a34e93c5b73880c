package io.raudal.ingest;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import io.raudal.engine.intake.EventSource;
import io.raudal.engine.intake.SourceOutput;
import io.raudal.engine.log.Slices;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.model.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages of MQTT topics: a payload is one record. A message is acknowledged once the log has it, so that with quality of
 * service 1 or 2 the broker sends again what a crash lost; a client that comes back finds what was kept for it.
 */
public final class MqttSource implements EventSource {
    private static final byte[] NO_POSITION = {};
    private static final int WAITING = 10_000;
    private static final int AT_ONCE = 1_000;

    private final Source.Mqtt options;
    private final String clientId;
    private final Path folder;

    /**
     * @param clientId who the client is, where the options do not say
     * @param folder that the paths of certificates start from
     */
    public MqttSource(Source.Mqtt options, String clientId, Path folder) {
        this.options = options;
        this.clientId = options.clientId() == null ? clientId : options.clientId();
        this.folder = folder;
    }

    /** A message that came, and how to tell the broker that it is kept. */
    record Message(byte[] payload, Runnable acknowledge) {}

    /** A connection of either version. */
    interface Connection {
        /** @throws IOException if the broker cannot be reached or refuses */
        void open() throws IOException, InterruptedException;

        void close();

        boolean isOpen();
    }

    @Override
    public String kind() {
        return options.kind();
    }

    @Override
    public String target() {
        return options.host() + ":" + options.port() + " " + String.join(" ", options.topics());
    }

    @Override
    public void run(byte[] position, SourceOutput out) throws IOException, InterruptedException {
        // Bounded by what the broker may send without being acknowledged.
        LinkedBlockingQueue<Message> messages = new LinkedBlockingQueue<>(WAITING);
        Connection connection = options.version() == Source.Mqtt.Version.MQTT_5
                ? new Mqtt5Connection(options, clientId, tls(), messages)
                : new Mqtt3Connection(options, clientId, tls(), messages);
        try {
            connection.open();
            out.connected();
            while (true) {
                Message first = messages.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    take(first, messages, out);
                } else if (!connection.isOpen()) {
                    throw new RaudalException(ErrorCode.UNREACHABLE, IngestMessages.message("mqtt.lost", target()));
                }
            }
        } finally {
            connection.close();
        }
    }

    private static void take(Message first, LinkedBlockingQueue<Message> messages, SourceOutput out)
            throws InterruptedException {
        List<Message> taken = new ArrayList<>();
        taken.add(first);
        messages.drainTo(taken, AT_ONCE - 1);
        Slices events = new Slices();
        for (Message message : taken) {
            events.add(message.payload(), 0, message.payload().length);
        }
        out.emit(events, NO_POSITION);
        taken.forEach(message -> message.acknowledge().run());
    }

    private @Nullable MqttClientSslConfig tls() throws IOException {
        return options.tls() == null ? null : MqttTls.of(options.tls(), folder);
    }
}
