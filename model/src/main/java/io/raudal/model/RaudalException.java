package io.raudal.model;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The one exception that reaches users: a code, and a message or all problems of a pipeline file or a request. */
public final class RaudalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient @Nullable Message message;
    private final transient @Nullable Path file;
    private final transient List<Problem> problems;

    public RaudalException(ErrorCode code, Message message, @Nullable Throwable cause) {
        super(message.in(Locale.ROOT), cause);
        this.code = Objects.requireNonNull(code);
        this.message = message;
        this.file = null;
        this.problems = List.of();
    }

    public RaudalException(ErrorCode code, Message message) {
        this(code, message, null);
    }

    /** All problems of a pipeline file; at least one is an error. */
    public RaudalException(Path file, List<Problem> problems) {
        super(Problem.report(file, problems, Locale.ROOT));
        this.code = ErrorCode.INVALID_PIPELINE;
        this.message = null;
        this.file = file;
        this.problems = problems.stream()
                .sorted(Comparator.comparing(Problem::position))
                .toList();
    }

    /**
     * All that is wrong with a request.
     *
     * @param problems at least one, each of a part of the request; their positions mean nothing
     */
    public RaudalException(ErrorCode code, List<Problem> problems) {
        super(lines(problems, Locale.ROOT));
        this.code = Objects.requireNonNull(code);
        this.message = null;
        this.file = null;
        this.problems = List.copyOf(problems);
    }

    public ErrorCode code() {
        return code;
    }

    /** What went wrong, unless there are problems to list. */
    public Optional<Message> inWords() {
        return Optional.ofNullable(message);
    }

    /** In the order of the file or the request; empty unless one of them is wrong. */
    public List<Problem> problems() {
        return problems;
    }

    /** The message, or a line for each problem, in the reader's language. */
    public String in(Locale locale) {
        if (message != null) {
            return message.in(locale);
        }
        return file == null ? lines(problems, locale) : Problem.report(file, problems, locale);
    }

    private static String lines(List<Problem> problems, Locale locale) {
        return problems.stream().map(problem -> problem.in(locale)).collect(Collectors.joining("\n"));
    }
}
