package io.raudal.cli.archive;

import java.io.IOException;
import java.util.List;

/** An archive is not as it was written, or was not written by Raudal. */
final class DamagedArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final transient List<String> arguments;

    /** @param key of the message, whose first argument is the archive */
    DamagedArchiveException(String key, String... arguments) {
        super(key + " " + String.join(" ", arguments));
        this.key = key;
        this.arguments = List.of(arguments);
    }

    String key() {
        return key;
    }

    List<String> arguments() {
        return arguments;
    }
}
