package io.raudal.model;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong (or doubtful) in a pipeline file, or with a request.
 *
 * @param path of the value, such as {@code spec.streams.readings.time.lateness}; empty for the whole
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

    private static final Pattern BREAK = Pattern.compile("[\\p{Cntrl}\\x80-\\x9F\\u2028\\u2029]+");
    private static final String BUNDLE = "io.raudal.model.messages";

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

    public static Problem warning(
            String path, Position position, Message rule, @Nullable String value, @Nullable Message remedy) {
        return new Problem(Severity.WARNING, path, position, rule, value, remedy);
    }

    /** {@code path: rule, got value; remedy}, in the reader's language and in one line, whatever the file's names and values hold. */
    public String in(Locale locale) {
        StringBuilder text = new StringBuilder(path.isEmpty() ? "" : path + ": ").append(rule.in(locale));
        if (value != null) {
            text.append(", ").append(new Message(BUNDLE, "problem.got", List.of(value)).in(locale));
        }
        if (remedy != null) {
            text.append("; ").append(remedy.in(locale));
        }
        return BREAK.matcher(text).replaceAll(" ");
    }

    /** {@code file:line:column: error: path: rule, got value; remedy}, in the reader's language. */
    public String in(Path file, Locale locale) {
        String kind = severity == Severity.ERROR ? "problem.error" : "problem.warning";
        return file + ":" + position.line() + ":" + position.column() + ": "
                + new Message(BUNDLE, kind, List.of()).in(locale) + ": " + in(locale);
    }

    /** The problems of one file in the order of the file, a line each. */
    public static String report(Path file, List<Problem> problems, Locale locale) {
        return problems.stream()
                .sorted(Comparator.comparing(Problem::position))
                .map(problem -> problem.in(file, locale))
                .collect(Collectors.joining("\n"));
    }
}
