package io.raudal.cli.platform;

import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.Options;
import io.raudal.kafka.KafkaConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a platform is started: what a flag says, else the environment ({@code RAUDAL_PORT} for {@code --port}), else the usual.
 *
 * @param port for people and programs; 0 for any that is free, likewise the others
 * @param kafkaPort of the broker in the process
 * @param fsync whether an event is acknowledged only when the disk has it
 * @param floorBytes of free disk below which nothing is taken in
 * @param retentionBytes how much a partition of the log keeps at most
 * @param cluster that keeps the streams; empty for a broker in the process
 */
record UpOptions(
        Path data,
        int port,
        int managementPort,
        int kafkaPort,
        boolean fsync,
        long floorBytes,
        long retentionBytes,
        Optional<KafkaConnection> cluster) {
    private static final int USUAL_PORT = 8080;
    private static final int USUAL_MANAGEMENT_PORT = 8081;
    private static final int USUAL_KAFKA_PORT = 9092;
    private static final int USUAL_FLOOR_MEBIBYTES = 512;
    private static final int USUAL_RETENTION_MEBIBYTES = 1024;

    static Options declare(Options options) {
        return options.value("DIR", "--data")
                .value("N", "--port")
                .value("N", "--management-port")
                .value("N", "--kafka-port")
                .choice(List.of("process", "fsync"), "--durability")
                .value("MIB", "--disk-floor")
                .value("MIB", "--retention-size");
    }

    /** @param usualData the directory where nothing names another */
    static UpOptions of(Arguments arguments, Map<String, String> environment, String usualData) {
        Lookup lookup = new Lookup(arguments, environment);
        String durability = lookup.text("--durability").orElse("process");
        if (!durability.equals("process") && !durability.equals("fsync")) {
            throw Texts.usage("usage.choice", "--durability", "process, fsync", durability);
        }
        return new UpOptions(
                Path.of(lookup.text("--data").orElse(usualData)),
                lookup.number("--port", USUAL_PORT, 65_535),
                lookup.number("--management-port", USUAL_MANAGEMENT_PORT, 65_535),
                lookup.number("--kafka-port", USUAL_KAFKA_PORT, 65_535),
                durability.equals("fsync"),
                (long) lookup.number("--disk-floor", USUAL_FLOOR_MEBIBYTES, Integer.MAX_VALUE) << 20,
                (long) lookup.number("--retention-size", USUAL_RETENTION_MEBIBYTES, Integer.MAX_VALUE) << 20,
                ClusterOptions.of(lookup));
    }

    /** Flags before the environment. */
    record Lookup(Arguments arguments, Map<String, String> environment) {
        Optional<String> text(String option) {
            return arguments.value(option).or(() -> Optional.ofNullable(environment.get(variable(option))));
        }

        int number(String option, int usual, int most) {
            Optional<String> text = text(option);
            if (text.isEmpty()) {
                return usual;
            }
            if (!text.get().matches("\\d{1,10}") || Long.parseLong(text.get()) > most) {
                throw Texts.usage("usage.number", option, Integer.toString(most), text.get());
            }
            return Integer.parseInt(text.get());
        }

        private static String variable(String option) {
            return "RAUDAL_" + option.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
        }
    }
}
