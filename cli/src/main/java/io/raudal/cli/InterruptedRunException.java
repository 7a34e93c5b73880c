package io.raudal.cli;

import io.raudal.model.Message;

/** The user interrupted; everything has been tidied up. */
final class InterruptedRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Message message;

    InterruptedRunException(Message message) {
        super(message.key());
        this.message = message;
    }

    Message inWords() {
        return message;
    }
}
