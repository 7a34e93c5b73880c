package io.raudal.ingest;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscribe;
import io.raudal.model.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** MQTT 3.1.1. */
final class Mqtt3Connection implements MqttSource.Connection {
    private static final long PATIENCE_SECONDS = 20;

    private final Source.Mqtt options;
    private final BlockingQueue<MqttSource.Message> messages;
    private final Mqtt3AsyncClient client;

    Mqtt3Connection(
            Source.Mqtt options,
            String clientId,
            @Nullable MqttClientSslConfig tls,
            BlockingQueue<MqttSource.Message> messages) {
        this.options = options;
        this.messages = messages;
        Mqtt3ClientBuilder builder = Mqtt3Client.builder()
                .identifier(clientId)
                .serverHost(options.host())
                .serverPort(options.port());
        client = (tls == null ? builder : builder.sslConfig(tls)).buildAsync();
    }

    @Override
    public void open() throws IOException, InterruptedException {
        // Before the connection: what the broker kept comes at once.
        client.publishes(MqttGlobalPublishFilter.ALL, this::take, true);
        await(client.connect(connect()));
        for (String topic : options.topics()) {
            Mqtt3Subscribe subscribe = Mqtt3Subscribe.builder()
                    .topicFilter(topic)
                    .qos(MqttQos.fromCode(options.qos()))
                    .build();
            await(client.subscribe(subscribe));
        }
    }

    @Override
    public void close() {
        CompletableFuture<?> unused = client.disconnect();
    }

    @Override
    public boolean isOpen() {
        return client.getState().isConnected();
    }

    private Mqtt3Connect connect() {
        var connect = Mqtt3Connect.builder().cleanSession(false);
        Source.Mqtt.Login login = options.login();
        if (login == null) {
            return connect.build();
        }
        var auth = connect.simpleAuth().username(login.user());
        return login.password() == null
                ? auth.applySimpleAuth().build()
                : auth.password(login.password().text().getBytes(StandardCharsets.UTF_8))
                        .applySimpleAuth()
                        .build();
    }

    private void take(Mqtt3Publish publish) {
        messages.add(new MqttSource.Message(publish.getPayloadAsBytes(), publish::acknowledge));
    }

    private static void await(CompletableFuture<?> future) throws IOException, InterruptedException {
        try {
            future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        } catch (TimeoutException e) {
            throw new IOException(e);
        }
    }
}
