package io.raudal.cli.platform;

import io.raudal.cli.terminal.InterruptedRunException;
import io.raudal.cli.terminal.ProgressLine;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.Texts;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongConsumer;

/** How far bytes are, on a terminal; and the end of it all when the user interrupts. */
final class ByteProgress implements AutoCloseable {
    private final Optional<ProgressLine> line;
    private volatile boolean isInterrupted;

    ByteProgress(Shell shell) {
        line = shell.errIsTerminal()
                ? Optional.of(new ProgressLine(shell.err(), shell.locale(), InstantSource.system()))
                : Optional.empty();
        shell.interrupts().onInterrupt(() -> isInterrupted = true);
    }

    /** @param total so many bytes in the end */
    LongConsumer of(long total) {
        return done -> {
            if (isInterrupted) {
                throw new InterruptedRunException(Texts.message("backup.interrupted"));
            }
            line.ifPresent(shown -> shown.show(done, total));
        };
    }

    /** Makes room for what is said at the end. */
    void end() {
        line.ifPresent(ProgressLine::end);
    }

    @Override
    public void close() {
        end();
    }
}
