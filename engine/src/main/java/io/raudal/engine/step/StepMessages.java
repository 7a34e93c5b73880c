package io.raudal.engine.step;

import io.raudal.model.Message;
import java.util.List;

/** The sentences of the steps. */
final class StepMessages {
    private static final String BUNDLE = "io.raudal.engine.step.messages";

    private StepMessages() {}

    static Message message(String key, List<String> arguments) {
        return new Message(BUNDLE, key, arguments);
    }

    static Message message(String key, String... arguments) {
        return message(key, List.of(arguments));
    }
}
