package io.raudal.cli;

import java.io.IOException;

/** The reader of standard output has gone, as {@code head} does: nobody waits for the rest. */
final class ClosedPipeException extends IOException {
    private static final long serialVersionUID = 1L;

    ClosedPipeException(IOException cause) {
        super(cause);
    }
}
