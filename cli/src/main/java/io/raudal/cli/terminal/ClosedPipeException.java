package io.raudal.cli.terminal;

import java.io.IOException;

/** The reader of standard output has gone, as {@code head} does: nobody waits for the rest. */
public final class ClosedPipeException extends IOException {
    private static final long serialVersionUID = 1L;

    public ClosedPipeException(IOException cause) {
        super(cause);
    }
}
