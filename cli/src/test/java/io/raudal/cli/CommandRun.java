package io.raudal.cli;

import io.raudal.cli.terminal.Shell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What a command said and how it ended, run in this process. */
public record CommandRun(int exitCode, String output, String errors) {

    public static CommandRun of(List<String> arguments) {
        return of(Map.of(), "", arguments);
    }

    public static CommandRun of(String... arguments) {
        return of(List.of(arguments));
    }

    public static CommandRun of(Map<String, String> environment, String input, List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                false,
                false,
                false,
                action -> {});
        int exitCode = exitCode(shell, arguments.toArray(new String[0]));
        return new CommandRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Runs a command in a shell of the test's own and says how it ended. */
    public static int exitCode(Shell shell, String... arguments) {
        return Cli.run(shell, arguments);
    }
}
