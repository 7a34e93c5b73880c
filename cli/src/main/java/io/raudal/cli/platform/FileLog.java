package io.raudal.cli.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a platform's own log goes: {@code raudal.log} in its data directory. To be called before the first logger is made; other verbs
 * log nothing.
 */
final class FileLog {
    private FileLog() {}

    static void openIn(Path data) {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw PlatformMessages.unwritable(data, e);
        }
        System.setProperty(
                "org.slf4j.simpleLogger.logFile",
                data.resolve(DataDirectory.LOG).toString());
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
    }
}
