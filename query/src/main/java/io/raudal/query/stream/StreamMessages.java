package io.raudal.query.stream;

import io.raudal.model.Message;
import java.util.List;

/** What looking into streams says. */
final class StreamMessages {
    private StreamMessages() {}

    static Message message(String key, String... arguments) {
        return new Message("io.raudal.query.stream.messages", key, List.of(arguments));
    }
}
