package io.raudal.cli.platform;

import io.raudal.cli.configuration.Configuration;
import io.raudal.kafka.KafkaConnection;
import io.raudal.model.file.Setting;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How a platform is started.
 *
 * @param port for people and programs; 0 for any that is free, likewise the others
 * @param kafkaPort of the broker in the process
 * @param fsync whether an event is acknowledged only when the disk has it
 * @param floorBytes of free disk below which nothing is taken in
 * @param retentionBytes how much a partition of the log keeps at most
 * @param environment that pipeline files refer to
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
        Map<String, String> environment,
        Optional<KafkaConnection> cluster) {

    static UpOptions of(Configuration configuration, Path data, Optional<KafkaConnection> cluster) {
        return new UpOptions(
                data,
                configuration.number(Setting.PORT),
                configuration.number(Setting.MANAGEMENT_PORT),
                configuration.number(Setting.KAFKA_PORT),
                configuration.text(Setting.DURABILITY).equals("fsync"),
                (long) configuration.number(Setting.DISK_FLOOR) << 20,
                (long) configuration.number(Setting.RETENTION_SIZE) << 20,
                configuration.environment(),
                cluster);
    }

    /** Without the environment, which has secrets in it. */
    @Override
    public String toString() {
        return "UpOptions[data=" + data + ", port=" + port + ", managementPort=" + managementPort + ", kafkaPort="
                + kafkaPort + ", fsync=" + fsync + ", floorBytes=" + floorBytes + ", retentionBytes=" + retentionBytes
                + ", cluster=" + cluster + "]";
    }
}
