package io.raudal.bench;

import io.raudal.kafka.BrokerOptions;
import io.raudal.kafka.EmbeddedBroker;
import java.nio.file.Path;

/** A Kafka broker on loopback in a process of its own; answers {@code port}. */
final class BrokerProcess {
    private BrokerProcess() {}

    /** @param arguments the folder for its data */
    public static void main(String[] arguments) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerOptions(Path.of(arguments[0]), 0, false))) {
            Orders.serve(words -> Integer.toString(broker.port()));
        }
    }
}
