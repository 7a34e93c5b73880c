package io.raudal.ingest;

import io.raudal.model.Message;
import java.util.List;

/** What the service says. */
final class IngestMessages {
    private IngestMessages() {}

    /** @param arguments texts and messages */
    static Message message(String key, Object... arguments) {
        return new Message("io.raudal.ingest.messages", key, List.of(arguments));
    }
}
