package io.raudal.query;

import io.raudal.model.Message;
import java.util.List;

/** What the service says. */
final class QueryMessages {
    private QueryMessages() {}

    /** @param arguments texts and messages */
    static Message message(String key, Object... arguments) {
        return new Message("io.raudal.query.messages", key, List.of(arguments));
    }
}
