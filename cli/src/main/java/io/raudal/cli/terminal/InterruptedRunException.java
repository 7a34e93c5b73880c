package io.raudal.cli.terminal;

import io.raudal.model.Message;

/** The user interrupted; everything has been tidied up. */
public final class InterruptedRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Message message;

    public InterruptedRunException(Message message) {
        super(message.key());
        this.message = message;
    }

    public Message inWords() {
        return message;
    }
}
