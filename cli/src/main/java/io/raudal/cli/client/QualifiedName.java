package io.raudal.cli.client;

import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.ValueRule;

/** A stream or view with its pipeline, such as {@code plant.readings}. */
final class QualifiedName {
    static final ValueRule RULE = (label, name) -> {
        int dot = name.indexOf('.');
        if (dot < 1 || dot == name.length() - 1) {
            throw Texts.usage("usage.tap", name);
        }
    };

    private QualifiedName() {}
}
