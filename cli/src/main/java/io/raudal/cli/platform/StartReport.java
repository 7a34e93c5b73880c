package io.raudal.cli.platform;

import io.raudal.cli.terminal.Shell;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** Tells people what is being started, and how long it took. */
final class StartReport {

    private final Shell shell;

    StartReport(Shell shell) {
        this.shell = shell;
    }

    /** Does something that has a name in the messages, and says how long it took. */
    <T> T step(String name, Supplier<T> work) {
        long begin = System.nanoTime();
        T result = work.get();
        say("start.step", PlatformMessages.message(name).in(shell.locale()), seconds(System.nanoTime() - begin));
        return result;
    }

    void say(String key, String... arguments) {
        shell.err().println(PlatformMessages.message(key, arguments).in(shell.locale()));
    }

    /** Something that goes wrong while all is being closed must not keep the rest open. */
    void failure(Exception cause) {
        // A report is there before it is known where the log goes, so no logger may be made with the class.
        LoggerFactory.getLogger(StartReport.class).atError().setCause(cause).log("a part did not close");
        shell.error(String.valueOf(cause.getMessage()));
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
