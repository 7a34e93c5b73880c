package io.raudal.cli.terminal;

import io.raudal.model.Message;
import java.util.List;
import java.util.Locale;

/** All that is wrong with a command line; nothing was begun. */
public final class WrongUsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Message> problems;

    /** @param problems at least one */
    public WrongUsageException(List<Message> problems) {
        super(String.join(
                "\n", problems.stream().map(problem -> problem.in(Locale.ROOT)).toList()));
        this.problems = List.copyOf(problems);
    }

    public List<Message> problems() {
        return problems;
    }
}
