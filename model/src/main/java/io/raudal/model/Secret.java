package io.raudal.model;

import java.util.Objects;

/** A text that only who needs it sees: no message, log or text of a record shows it. */
public record Secret(String text) {
    public Secret {
        Objects.requireNonNull(text);
    }

    @Override
    public String toString() {
        return "***";
    }
}
