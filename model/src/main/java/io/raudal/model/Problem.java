package io.raudal.model;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong (or doubtful) in a pipeline file.
 *
 * @param path of the value, such as {@code spec.streams.readings.time.lateness}
 * @param rule what is not kept: "must be at least 0s"
 * @param value what stands there, if that helps
 * @param remedy what to do about it, if there is one to name
 */
public record Problem(
        Severity severity,
        String path,
        Position position,
        Message rule,
        @Nullable String value,
        @Nullable Message remedy) {

    /** An error stops the pipeline, a warning does not. */
    public enum Severity {
        ERROR,
        WARNING
    }

    public Problem {
        Objects.requireNonNull(severity);
        Objects.requireNonNull(path);
        Objects.requireNonNull(position);
        Objects.requireNonNull(rule);
    }

    public static Problem error(
            String path, Position position, Message rule, @Nullable String value, @Nullable Message remedy) {
        return new Problem(Severity.ERROR, path, position, rule, value, remedy);
    }

    /** {@code path: rule, got value; remedy}, in the reader's language. */
    public String in(Locale locale) {
        StringBuilder text = new StringBuilder(path).append(": ").append(rule.in(locale));
        if (value != null) {
            text.append(", ")
                    .append(new Message("io.raudal.model.messages", "problem.got", java.util.List.of(value))
                            .in(locale));
        }
        if (remedy != null) {
            text.append("; ").append(remedy.in(locale));
        }
        return text.toString();
    }
}
