package io.raudal.cli.verb;

import io.raudal.cli.terminal.Texts;
import io.raudal.model.RaudalException;
import java.util.List;

/** What the value of an option or parameter must be. */
@FunctionalInterface
public interface ValueRule {
    ValueRule ANY = (name, value) -> {};

    /** A whole number of at least 1. */
    ValueRule COUNT = (name, value) -> {
        if (!value.matches("[1-9]\\d{0,17}")) {
            throw Texts.usage("usage.count", name, value);
        }
    };

    /** The name of a file. */
    ValueRule FILE = (name, value) -> {
        if (value.isEmpty()) {
            throw Texts.usage("usage.no-file-name", name, "''");
        }
    };

    /** @throws RaudalException USAGE if it is something else */
    void check(String name, String value);

    /** The value, if it is as it must be. */
    default String checked(String name, String value) {
        check(name, value);
        return value;
    }

    static ValueRule oneOf(List<String> values) {
        return (name, value) -> {
            if (!values.contains(value)) {
                throw Texts.usage("usage.choice", name, String.join(", ", values), value);
            }
        };
    }
}
