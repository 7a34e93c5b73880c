package io.raudal.query.view;

import io.raudal.model.Message;
import java.util.List;

/** What reading rows says. */
final class ViewMessages {
    private ViewMessages() {}

    static Message message(String key, String... arguments) {
        return new Message("io.raudal.query.view.messages", key, List.of(arguments));
    }
}
