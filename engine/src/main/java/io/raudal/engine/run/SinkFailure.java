package io.raudal.engine.run;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Carries a sink's failure through the steps. */
final class SinkFailure extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    private final IOException failure;

    SinkFailure(IOException failure) {
        super(failure);
        this.failure = failure;
    }

    IOException failure() {
        return failure;
    }
}
