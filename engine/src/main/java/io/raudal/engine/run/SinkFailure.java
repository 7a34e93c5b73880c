package io.raudal.engine.run;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Carries a sink's failure through the steps. */
final class SinkFailure extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    SinkFailure(IOException cause) {
        super(cause);
    }
}
