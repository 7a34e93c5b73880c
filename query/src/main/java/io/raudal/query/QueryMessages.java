package io.raudal.query;

import io.raudal.model.Message;
import java.util.List;

/** What the service says. */
final class QueryMessages {
    private QueryMessages() {}

    static Message message(String key, String... arguments) {
        return new Message("io.raudal.query.messages", key, List.of(arguments));
    }

    /** @param parts texts, and messages within the message */
    static Message ofParts(String key, Object... parts) {
        return new Message("io.raudal.query.messages", key, List.of(parts));
    }
}
