package io.raudal.cli.configuration;

import io.raudal.cli.verb.Options;
import io.raudal.cli.verb.ValueRule;
import io.raudal.model.Source.Kafka.Sasl;
import io.raudal.model.file.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The options by which settings are given on the command line. */
public final class SettingOptions {
    private static final String FOLDER = "DIR";
    private static final String NUMBER = "N";
    private static final String MEBIBYTES = "MIB";
    private static final List<Setting> OF_CLUSTER =
            Stream.concat(Stream.of(Setting.KAFKA), Setting.OF_CLUSTER.stream()).toList();
    private static final List<Setting> OF_PLATFORM = Arrays.stream(Setting.values())
            .filter(setting -> setting != Setting.URL && !OF_CLUSTER.contains(setting))
            .toList();

    private SettingOptions() {}

    /** What a platform is started with. */
    public static Options ofPlatform(Options options) {
        return of(options, OF_PLATFORM);
    }

    /** The same, for one whose streams may be on an outside Kafka cluster. */
    public static Options ofPlatformOnCluster(Options options) {
        return of(
                options,
                Stream.concat(OF_PLATFORM.stream(), OF_CLUSTER.stream()).toList());
    }

    /** The directory that a platform keeps everything in. */
    public static Options ofData(Options options) {
        return of(options, List.of(Setting.DATA));
    }

    /** Where a running platform is. */
    public static Options ofClient(Options options) {
        return of(options, List.of(Setting.URL));
    }

    static Options all(Options options) {
        return of(options, List.of(Setting.values()));
    }

    private static Options of(Options options, List<Setting> settings) {
        for (Setting setting : settings) {
            switch (setting) {
                case DATA -> options.value(FOLDER, setting.option());
                case PORT, MANAGEMENT_PORT, KAFKA_PORT -> options.value(NUMBER, setting.option());
                case KAFKA -> options.value("BROKERS", setting.option());
                case KAFKA_TLS, KAFKA_CERTIFICATE, KAFKA_KEY -> options.value("FILE", setting.option());
                case KAFKA_USER -> options.value("USER", setting.option());
                case KAFKA_MECHANISM ->
                    options.choice(List.copyOf(Sasl.Mechanism.byText().keySet()), ValueRule.ANY, setting.option());
                case DURABILITY -> options.choice(List.of("process", "fsync"), ValueRule.ANY, setting.option());
                case DISK_FLOOR, RETENTION_SIZE -> options.value(MEBIBYTES, setting.option());
                case URL -> options.value("URL", setting.option());
            }
        }
        return options.configuration();
    }
}
