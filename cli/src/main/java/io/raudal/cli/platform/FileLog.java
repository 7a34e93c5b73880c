package io.raudal.cli.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where a platform's own log goes: {@code raudal.log} in its data directory, begun at each start; those of the starts before are
 * {@code raudal.1.log} and so on. To be called before the first logger is made; other verbs log nothing.
 */
final class FileLog {
    private static final int KEPT = 5;

    private FileLog() {}

    static void openIn(Path data) {
        try {
            keepEarlier(data);
        } catch (IOException e) {
            throw PlatformMessages.unwritable(data, e);
        }
        System.setProperty(
                "org.slf4j.simpleLogger.logFile",
                data.resolve(DataDirectory.LOG).toString());
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
    }

    private static void keepEarlier(Path data) throws IOException {
        for (int start = KEPT; start > 0; start--) {
            Path file = data.resolve(start == 1 ? DataDirectory.LOG : "raudal." + (start - 1) + ".log");
            if (Files.exists(file)) {
                Files.move(file, data.resolve("raudal." + start + ".log"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
