package io.raudal.cli.platform;

import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import java.nio.file.Path;
import java.util.List;

/** What the platform says. */
final class PlatformMessages {
    private static final String BUNDLE = "io.raudal.cli.platform.messages";

    private PlatformMessages() {}

    static Message message(String key, String... arguments) {
        return new Message(BUNDLE, key, List.of(arguments));
    }

    /** What somebody else says, as a part of what is said here. */
    static Message message(String key, Message words) {
        return new Message(BUNDLE, key, List.of(words));
    }

    /** Two sentences as one. */
    static Message and(Message first, Message second) {
        return new Message(BUNDLE, "sentence.and", List.of(first, second));
    }

    static RaudalException unwritable(Path path, Exception cause) {
        return new RaudalException(
                ErrorCode.UNWRITABLE_OUTPUT, message("data.unwritable", path.toString(), cause.toString()), cause);
    }
}
