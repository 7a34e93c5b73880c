package io.raudal.cli.configuration;

import io.raudal.cli.verb.Options;
import io.raudal.model.file.Setting;
import java.util.Arrays;
import java.util.List;

/** The options by which settings are given on the command line. */
public final class SettingOptions {
    private static final String FOLDER = "DIR";
    private static final String NUMBER = "N";
    private static final String MEBIBYTES = "MIB";
    private static final List<Setting> OF_PLATFORM = Arrays.stream(Setting.values())
            .filter(setting -> setting != Setting.URL)
            .toList();

    private SettingOptions() {}

    /** What a platform is started with. */
    public static Options ofPlatform(Options options) {
        return of(options, OF_PLATFORM);
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
                case DURABILITY -> options.choice(List.of("process", "fsync"), setting.option());
                case DISK_FLOOR, RETENTION_SIZE -> options.value(MEBIBYTES, setting.option());
                case URL -> options.value("URL", setting.option());
            }
        }
        return options.configuration();
    }
}
