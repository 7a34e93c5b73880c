package io.raudal.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.cli.terminal.Shell;
import io.raudal.cli.verb.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for the whole command, whatever the verb. */
class CliTest {
    @Test
    void standardOutput_readerGone_endsQuietlyAsCatWould() {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();

        int exitCode = Cli.run(shell(failing("Stream closed"), true, errors), "help");

        assertThat(exitCode).isEqualTo(ExitCode.CLOSED_PIPE);
        assertThat(errors.toString(UTF_8)).isEmpty();
    }

    @Test
    void standardOutput_fullDisk_failsWithTheReason() {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();

        int exitCode = Cli.run(shell(failing("No space left on device"), false, errors), "help");

        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        assertThat(errors.toString(UTF_8)).contains("standard output").contains("No space left on device");
    }

    @Test
    void help_onATerminal_hasColoursUnlessTheyAreOff() {
        assertThat(help(Map.of(), true)).contains("\u001b[");
        assertThat(help(Map.of("NO_COLOR", "1"), true)).doesNotContain("\u001b[");
        assertThat(help(Map.of(), false)).doesNotContain("\u001b[");
    }

    @Test
    void version_ofTheBuild_isPrinted() {
        assertThat(CommandRun.of("--version").output()).matches("raudal \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n");
    }

    private static String help(Map<String, String> environment, boolean terminal) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Shell shell = new Shell(
                InputStream.nullInputStream(),
                out,
                new PrintStream(OutputStream.nullOutputStream()),
                environment,
                terminal,
                terminal,
                false,
                action -> {});
        assertThat(Cli.run(shell, "help", "infer")).isZero();
        return out.toString(UTF_8);
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
    }

    private static Shell shell(OutputStream out, boolean pipe, OutputStream err) {
        return new Shell(
                InputStream.nullInputStream(),
                out,
                new PrintStream(err, true, UTF_8),
                Map.of(),
                false,
                false,
                pipe,
                action -> {});
    }
}
