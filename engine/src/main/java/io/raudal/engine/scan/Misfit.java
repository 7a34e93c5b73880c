package io.raudal.engine.scan;

/** Why a value does not fit its column; the key of the rule in the messages, which is given column, type and value. */
enum Misfit {
    KIND("value.kind"),
    RANGE("value.range"),
    FRACTION("value.fraction"),
    TIME("value.time"),
    JSON("value.json");

    final String key;

    Misfit(String key) {
        this.key = key;
    }
}
