package io.raudal.engine.step;

/** Why an event is late, as the ledger, the late stream and the metrics call it. */
public enum LateReason {
    /** Older than the highest event time of its partition less the stream's lateness. */
    LATENESS("lateness"),
    /** Not that old, but windows were closed while its partition was idle. */
    AFTER_IDLE("after-idle");

    private final String text;

    LateReason(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
