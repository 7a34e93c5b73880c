package io.raudal.engine;

/** Why an event is dead, as the ledger, the dead stream and the metrics call it. */
public enum DeadReason {
    /** The bytes are not in the stream's format: broken JSON, a CSV record that does not parse, a line that does not match. */
    MALFORMED("malformed"),
    /** Not valid UTF-8. */
    ENCODING("encoding"),
    /** A value does not fit its column's type. */
    TYPE("type"),
    /** A NOT NULL column is NULL or missing. */
    NOT_NULL("not-null"),
    /** A computed column's expression fails. */
    EXPRESSION("expression"),
    /** The event time is NULL. */
    NO_TIME("no-time"),
    /** The event time is too far past the append time. */
    FUTURE("future"),
    /** A new key past the limit of an unbounded GROUP BY. */
    KEY_LIMIT("key-limit"),
    /** Copied here by a view whose expression failed. */
    FAILED("failed");

    private final String text;

    DeadReason(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
