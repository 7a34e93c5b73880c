package io.raudal.model;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The one exception that reaches users: a code, and a message or all problems of a pipeline file. */
public final class RaudalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient @Nullable Message message;
    private final transient List<Problem> problems;

    public RaudalException(ErrorCode code, Message message, @Nullable Throwable cause) {
        super(message.in(Locale.ROOT), cause);
        this.code = Objects.requireNonNull(code);
        this.message = message;
        this.problems = List.of();
    }

    public RaudalException(ErrorCode code, Message message) {
        this(code, message, null);
    }

    /** All problems of a pipeline file; at least one is an error. */
    public RaudalException(List<Problem> problems) {
        super(String.join("\n", problems.stream().map(p -> p.in(Locale.ROOT)).toList()));
        this.code = ErrorCode.INVALID_PIPELINE;
        this.message = null;
        this.problems = List.copyOf(problems);
    }

    public ErrorCode code() {
        return code;
    }

    public List<Problem> problems() {
        return problems;
    }

    public String in(Locale locale) {
        return message != null
                ? message.in(locale)
                : String.join("\n", problems.stream().map(p -> p.in(locale)).toList());
    }
}
