package io.raudal.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a column's value is inside an event: {@code power.volts}, {@code tags[0]}, {@code "id.orig_h"} (quotes keep a dot).
 * In CSV it is the one name of the header, in text the named group.
 *
 * @param steps at least one; the first is a name
 */
public record FieldPath(List<Step> steps) {

    /** One step down: into an object by name, or into an array by index from 0. */
    public sealed interface Step {
        record Name(String name) implements Step {}

        record Index(int index) implements Step {
            public Index {
                if (index < 0) {
                    throw new IllegalArgumentException("[" + index + "]");
                }
            }
        }
    }

    public FieldPath {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || !(steps.get(0) instanceof Step.Name)) {
            throw new IllegalArgumentException("a path starts with a name");
        }
    }

    /** The path of a field at the top that is called {@code name}, whatever characters it has. */
    public static FieldPath of(String name) {
        return new FieldPath(List.of(new Step.Name(name)));
    }

    /** Reads the text of a path; empty if it is none. A quote inside quotes is doubled. */
    public static Optional<FieldPath> parse(String text) {
        List<Step> steps = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '[' && !steps.isEmpty()) {
                int close = text.indexOf(']', at);
                if (close < 0 || !text.substring(at + 1, close).matches("\\d{1,9}")) {
                    return Optional.empty();
                }
                steps.add(new Step.Index(Integer.parseInt(text.substring(at + 1, close))));
                at = close + 1;
                continue;
            }
            if (c == '.' && !steps.isEmpty()) {
                at++;
            } else if (!steps.isEmpty()) {
                return Optional.empty();
            }
            StringBuilder name = new StringBuilder();
            if (at < text.length() && text.charAt(at) == '"') {
                at++;
                boolean closed = false;
                while (at < text.length() && !closed) {
                    if (text.charAt(at) != '"') {
                        name.append(text.charAt(at++));
                    } else if (text.startsWith("\"\"", at)) {
                        name.append('"');
                        at += 2;
                    } else {
                        closed = true;
                        at++;
                    }
                }
                if (!closed) {
                    return Optional.empty();
                }
            } else {
                while (at < text.length() && ".[".indexOf(text.charAt(at)) < 0) {
                    name.append(text.charAt(at++));
                }
                if (name.isEmpty()) {
                    return Optional.empty();
                }
            }
            steps.add(new Step.Name(name.toString()));
        }
        return steps.isEmpty() ? Optional.empty() : Optional.of(new FieldPath(steps));
    }

    /** The text that {@link #parse} reads back. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            if (step instanceof Step.Index index) {
                text.append('[').append(index.index()).append(']');
            } else if (step instanceof Step.Name name) {
                String plain = name.name();
                boolean quote = plain.isEmpty() || plain.chars().anyMatch(c -> ".[\"".indexOf(c) >= 0);
                text.append(text.isEmpty() ? "" : ".").append(quote ? '"' + plain.replace("\"", "\"\"") + '"' : plain);
            }
        }
        return text.toString();
    }
}
