package io.raudal.ingest;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import io.raudal.model.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** MQTT 5. */
final class Mqtt5Connection implements MqttSource.Connection {
    private static final long PATIENCE_SECONDS = 20;
    private static final long SESSION_SECONDS = 7L * 24 * 3600;
    private static final int UNACKNOWLEDGED = 2_000;

    private final Source.Mqtt options;
    private final BlockingQueue<MqttSource.Message> messages;
    private final Mqtt5AsyncClient client;

    Mqtt5Connection(
            Source.Mqtt options,
            String clientId,
            @Nullable MqttClientSslConfig tls,
            BlockingQueue<MqttSource.Message> messages) {
        this.options = options;
        this.messages = messages;
        Mqtt5ClientBuilder builder = Mqtt5Client.builder()
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
            String filter = options.group() == null ? topic : "$share/" + options.group() + "/" + topic;
            Mqtt5Subscribe subscribe = Mqtt5Subscribe.builder()
                    .topicFilter(filter)
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

    private Mqtt5Connect connect() {
        var connect = Mqtt5Connect.builder()
                .cleanStart(false)
                .sessionExpiryInterval(SESSION_SECONDS)
                .restrictions()
                .receiveMaximum(UNACKNOWLEDGED)
                .applyRestrictions();
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

    private void take(Mqtt5Publish publish) {
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
