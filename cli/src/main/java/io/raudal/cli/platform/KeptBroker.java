package io.raudal.cli.platform;

import io.raudal.engine.GrowingPause;
import io.raudal.engine.ThreadEnd;
import io.raudal.kafka.BrokerOptions;
import io.raudal.kafka.EmbeddedBroker;
import io.raudal.kafka.KafkaConnection;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker of a platform. Where a fault such as a full disk ends it, it is started again on the same port as soon as there is room, so
 * that its clients go on by themselves. Any thread may use it.
 */
final class KeptBroker implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(KeptBroker.class);
    /** Less is not worth a start: it would soon end again. */
    private static final long LEAST_BYTES = 32L << 20;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    private final DataDirectory data;
    private final BrokerOptions options;
    private final long neededBytes;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread keeper = new Thread(this::keep, "raudal-broker-keeper");
    private volatile EmbeddedBroker broker;

    private KeptBroker(DataDirectory data, UpOptions options) {
        this.data = data;
        Path folder = data.part("log");
        broker = EmbeddedBroker.start(new BrokerOptions(folder, options.kafkaPort(), options.fsync()));
        this.options = new BrokerOptions(folder, broker.port(), options.fsync());
        neededBytes = Math.max(options.floorBytes(), LEAST_BYTES);
        keeper.setDaemon(true);
    }

    /**
     * Starts the broker.
     *
     * @throws RaudalException as {@link EmbeddedBroker#start} does; PORT_TAKEN names the option
     */
    static KeptBroker start(DataDirectory data, UpOptions options) {
        try {
            KeptBroker started = new KeptBroker(data, options);
            started.keeper.start();
            return started;
        } catch (RaudalException e) {
            if (e.code() != ErrorCode.PORT_TAKEN) {
                throw e;
            }
            throw new RaudalException(
                    e.code(), PlatformMessages.message("port.kafka", e.inWords().orElseThrow()), e);
        }
    }

    KafkaConnection connection() {
        return broker.connection();
    }

    int port() {
        return options.port();
    }

    /** Why there is no broker now. */
    Optional<RaudalException> failure() {
        return broker.failure();
    }

    @Override
    public void close() {
        ending.countDown();
        ThreadEnd.await(keeper);
        broker.close();
    }

    private void keep() {
        GrowingPause pause = new GrowingPause(LONGEST_PAUSE);
        try {
            while (!ending.await(pause.length().toSeconds(), TimeUnit.SECONDS)) {
                if (failure().isEmpty() || isStartedAgain()) {
                    pause.reset();
                } else {
                    pause.grow();
                }
            }
        } catch (InterruptedException e) {
            // Nobody interrupts it; without it the broker is what it was.
            Thread.currentThread().interrupt();
        }
    }

    /** False also while there is no room. */
    private boolean isStartedAgain() {
        try {
            if (data.freeBytes() < neededBytes) {
                return false;
            }
            broker.close();
            broker = EmbeddedBroker.start(options);
            LOGGER.atInfo().log("the broker runs again");
            return true;
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).log("the broker cannot be started again");
            return false;
        }
    }
}
