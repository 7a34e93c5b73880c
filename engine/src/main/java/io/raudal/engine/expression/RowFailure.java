package io.raudal.engine.expression;

/** Says that there is no value for a row; the loop over rows turns it into a failed event. Cheap: it has no stack trace. */
final class RowFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RowFailure(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
