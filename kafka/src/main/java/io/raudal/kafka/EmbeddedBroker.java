package io.raudal.kafka;

import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.controller.Controller;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.metrics.KafkaYammerMetrics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker in this process, on loopback, for any client: a node that is a cluster by itself.
 *
 * <p>What is appended survives the end of the process, however it comes. A fault that would end a broker's process, such as a full
 * disk, ends the broker alone: {@link #failure} tells it, and it can be closed and started again. One broker a process; any
 * thread may use it.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BrokerDirectory directory;
    private final BrokerOptions options;
    private final int port;
    private final BrokerTime time;
    private final ControllerServer controller;
    private final BrokerServer broker;
    private final CompletableFuture<RaudalException> failure = new CompletableFuture<>();

    /**
     * Starts a broker, and waits until it serves.
     *
     * @throws RaudalException PORT_TAKEN; CONFLICT if the directory is somebody else's; UNWRITABLE_OUTPUT if it cannot be written to
     */
    public static EmbeddedBroker start(BrokerOptions options) {
        return start(options, Time.SYSTEM, Map.of());
    }

    /** @param further settings of Kafka's server, above ours */
    static EmbeddedBroker start(BrokerOptions options, Time time, Map<String, String> further) {
        BrokerDirectory directory = BrokerDirectory.open(options.directory());
        EmbeddedBroker started;
        try {
            Listeners listeners = new Listeners(options.port());
            try {
                started = new EmbeddedBroker(options, directory, listeners, time, further);
            } catch (RuntimeException e) {
                listeners.close();
                throw e;
            }
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
        try {
            started.startup();
            return started;
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private EmbeddedBroker(
            BrokerOptions options,
            BrokerDirectory directory,
            Listeners listeners,
            Time clock,
            Map<String, String> further) {
        this.options = options;
        time = new BrokerTime(clock);
        this.directory = directory;
        port = listeners.clients().getPort();
        Map<String, String> configuration = new HashMap<>(
                BrokerConfiguration.of(options, port, listeners.controller().getPort()));
        configuration.putAll(further);
        KafkaConfig kafka = new KafkaConfig(configuration, false);
        KafkaYammerMetrics.INSTANCE.configure(configuration);
        var initialised = KafkaRaftServer.initializeLogDirs(kafka, LOGGER, "");
        SharedServer shared = new SharedServer(
                kafka,
                initialised._1(),
                time,
                new Metrics(),
                CompletableFuture.completedFuture(Map.of(BrokerConfiguration.NODE, listeners.controller())),
                List.of(),
                this::faultHandler,
                listeners);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), initialised._2());
        broker = new BrokerServer(shared);
        // Where Kafka would end its process, ours goes on.
        Exit.setHaltProcedure((status, message) -> fail(message == null ? "halt" : message, null));
        Exit.setExitProcedure((status, message) -> fail(message == null ? "exit" : message, null));
    }

    /** Where clients in this machine find it. */
    public KafkaConnection connection() {
        return KafkaConnection.plain(BrokerConfiguration.HOST + ":" + port);
    }

    public int port() {
        return port;
    }

    /** Why the broker stopped serving by itself, if it did. */
    public Optional<RaudalException> failure() {
        return Optional.ofNullable(failure.getNow(null));
    }

    /** Stops serving and leaves everything in order; after some seconds in disorder, from which the next start recovers. */
    @Override
    public void close() {
        Thread stopping = new Thread(
                () -> {
                    broker.shutdown(PATIENCE.dividedBy(4));
                    controller.shutdown();
                },
                "raudal-broker-stop");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        directory.close();
    }

    private void startup() {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        Thread starting = new Thread(
                () -> {
                    try {
                        controller.startup();
                        forgetFormerSession();
                        broker.startup();
                        ready.complete(null);
                    } catch (Throwable e) {
                        ready.completeExceptionally(e);
                    }
                },
                "raudal-broker-start");
        starting.setDaemon(true);
        starting.start();
        try {
            CompletableFuture.anyOf(ready, failure).join();
        } catch (CompletionException e) {
            throw failed("broker.start", Texts.reason(e), e);
        }
        Optional<RaudalException> failed = failure();
        if (failed.isPresent()) {
            throw failed("broker.start", Texts.reason(failed.get()), failed.get());
        }
    }

    /** Waits until the controller knows what was before, and lets it be long ago. */
    private void forgetFormerSession() throws InterruptedException, ExecutionException {
        Controller active = controller.controller();
        while (!active.isActive() && !failure.isDone()) {
            Thread.sleep(1);
        }
        // What is answered comes after what was replayed.
        active.findAllTopicIds(new ControllerRequestContext(
                        new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty()))
                .get();
        time.putAhead(BrokerConfiguration.SESSION.multipliedBy(2));
    }

    private FaultHandler faultHandler(String name, boolean fatal, Runnable action) {
        return (message, cause) -> {
            action.run();
            LOGGER.atWarn().setCause(cause).addKeyValue("part", name).log("fault in the broker");
            if (fatal) {
                fail(message, cause);
            }
            return new IllegalStateException(message, cause);
        };
    }

    private void fail(String message, @Nullable Throwable cause) {
        RaudalException failed =
                failed("broker.failed", cause == null ? message : message + ": " + Texts.reason(cause), cause);
        if (failure.complete(failed)) {
            LOGGER.atError().setCause(failed).log("the broker has stopped");
        }
    }

    private RaudalException failed(String key, String reason, @Nullable Throwable cause) {
        return directory.isFull()
                ? Texts.of(
                        ErrorCode.UNWRITABLE_OUTPUT,
                        cause,
                        "broker.full",
                        options.directory().toString())
                : Texts.of(
                        ErrorCode.UNREACHABLE, cause, key, options.directory().toString(), reason);
    }
}
