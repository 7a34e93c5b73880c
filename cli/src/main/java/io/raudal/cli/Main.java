package io.raudal.cli;

import io.raudal.cli.terminal.ProcessInterrupts;
import io.raudal.cli.terminal.Shell;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The process: gives the command its shell and ends with its exit code. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        ProcessInterrupts interrupts = new ProcessInterrupts();
        Optional<String> out = target(1);
        Optional<String> err = target(2);
        Shell shell = new Shell(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                environment(),
                out.map(Main::isTerminal).orElseGet(() -> test("1")),
                err.map(Main::isTerminal).orElseGet(() -> test("2")),
                out.map(Main::isPipe).orElse(false),
                interrupts);
        int code = Cli.run(shell, args);
        interrupts.ended();
        System.exit(code);
    }

    /** The process's; where the launcher has put a locale with UTF-8 in place of one, the language is that of the one before. */
    private static Map<String, String> environment() {
        String language = System.getProperty("raudal.language");
        if (language == null) {
            return System.getenv();
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("LC_ALL", language);
        return environment;
    }

    /** What a file descriptor is open on, where the system tells; Java itself knows of a terminal only if input is one as well. */
    private static Optional<String> target(int descriptor) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString());
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** Asks POSIX where there is no /proc. */
    private static boolean test(String descriptor) {
        try {
            return new ProcessBuilder("test", "-t", descriptor)
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isTerminal(String target) {
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
    }

    private static boolean isPipe(String target) {
        return target.startsWith("pipe:") || target.startsWith("socket:");
    }
}
