package io.raudal.engine.expression;

import io.raudal.model.Message;
import java.util.List;

/**
 * Says that there is no value for a row; the loop over rows turns it into a failed event. Cheap: it has no stack trace, and its sentence
 * is made by whoever reads it.
 */
final class RowFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String BUNDLE = "io.raudal.engine.expression.messages";

    private final transient Message message;

    RowFailure(String key, String... arguments) {
        super(key, null, false, false);
        this.message = new Message(BUNDLE, key, List.of(arguments));
    }

    Message reason() {
        return message;
    }
}
