package io.raudal.ingest;

import io.raudal.model.Message;
import java.util.List;

/** What the service says. */
final class IngestMessages {
    private IngestMessages() {}

    static Message message(String key, String... arguments) {
        return new Message("io.raudal.ingest.messages", key, List.of(arguments));
    }

    /** @param parts texts, and messages within the message */
    static Message ofParts(String key, Object... parts) {
        return new Message("io.raudal.ingest.messages", key, List.of(parts));
    }
}
