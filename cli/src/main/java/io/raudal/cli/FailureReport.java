package io.raudal.cli;

import io.raudal.cli.configuration.WrongConfigurationException;
import io.raudal.cli.terminal.ClosedPipeException;
import io.raudal.cli.terminal.InterruptedRunException;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.Texts;
import io.raudal.cli.terminal.UnwritableOutputException;
import io.raudal.cli.terminal.WrongUsageException;
import io.raudal.cli.verb.ExitCode;
import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Tells the user what went wrong, on standard error, and chooses the exit code. */
final class FailureReport {
    private final Shell shell;
    private final boolean stacktrace;

    FailureReport(Shell shell, boolean stacktrace) {
        this.shell = shell;
        this.stacktrace = stacktrace;
    }

    int usage(List<Message> messages, Optional<String> verb) {
        messages.forEach(this::error);
        return seeHelp(verb);
    }

    int report(Throwable failure, Optional<String> verb) {
        if (stacktrace) {
            failure.printStackTrace(shell.err());
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClosedPipeException) {
                return ExitCode.CLOSED_PIPE;
            }
            if (cause instanceof UnwritableOutputException output) {
                output.problems().forEach(this::error);
                return ExitCode.FAILED;
            }
        }
        if (failure instanceof InterruptedRunException interrupted) {
            error(interrupted.inWords());
            return ExitCode.INTERRUPTED;
        }
        if (failure instanceof WrongConfigurationException configuration) {
            return list(configuration) ? ExitCode.FAILED : seeHelp(verb);
        }
        if (failure instanceof WrongUsageException wrong) {
            return usage(wrong.problems(), verb);
        }
        if (failure instanceof RaudalException known) {
            return known(known, verb);
        }
        if (failure instanceof IOException io) {
            error(inWords(io));
            return ExitCode.FAILED;
        }
        if (failure instanceof UncheckedIOException unchecked) {
            error(inWords(Objects.requireNonNull(unchecked.getCause())));
            return ExitCode.FAILED;
        }
        if (failure instanceof OutOfMemoryError) {
            error(Texts.message(
                    "failure.memory", Long.toString(Runtime.getRuntime().maxMemory() >> 20)));
            return ExitCode.FAILED;
        }
        bug(failure);
        return ExitCode.FAILED;
    }

    /** @return whether something of it is in the configuration file */
    boolean list(WrongConfigurationException configuration) {
        List<String> ofFile = configuration.linesOfFile(shell.locale());
        ofFile.forEach(shell.err()::println);
        configuration.otherLines(shell.locale()).forEach(shell::error);
        return !ofFile.isEmpty();
    }

    private int known(RaudalException failure, Optional<String> verb) {
        if (failure.code() == ErrorCode.INTERNAL) {
            bug(failure);
            return ExitCode.FAILED;
        }
        if (failure.problems().isEmpty()) {
            shell.error(failure.in(shell.locale()));
        } else {
            // Each line begins with its file and place, as editors like it.
            shell.err().println(failure.in(shell.locale()));
        }
        if (failure.code() == ErrorCode.USAGE) {
            return seeHelp(verb);
        }
        return ExitCode.FAILED;
    }

    private int seeHelp(Optional<String> verb) {
        String command = verb.filter(v -> !v.equals("help"))
                .map(v -> "raudal " + v + " --help")
                .orElse("raudal help");
        line(Texts.message("usage.see", command).in(shell.locale()));
        return ExitCode.USAGE;
    }

    private void bug(Throwable failure) {
        error(Texts.message("failure.bug", firstLine(failure.toString())));
        if (!stacktrace) {
            line(Texts.message("failure.bug-more").in(shell.locale()));
        }
    }

    /** The exceptions of the file system in words that name the file; the system's own reason for all others. */
    static Message inWords(IOException failure) {
        if (failure instanceof FileSystemException file && file.getFile() != null) {
            String key = file instanceof NoSuchFileException
                    ? "file.missing"
                    : file instanceof AccessDeniedException
                            ? "file.denied"
                            : file instanceof FileSystemLoopException ? "file.loop" : "file.other";
            return Texts.message(key, file.getFile(), firstLine(String.valueOf(file.getReason())));
        }
        return Texts.message("failure.io", firstLine(String.valueOf(failure.getMessage())));
    }

    private void error(Message message) {
        shell.error(message.in(shell.locale()));
    }

    private void line(String text) {
        shell.err().println("raudal: " + text);
    }

    private static String firstLine(String text) {
        return text.split("\\R", 2)[0];
    }
}
