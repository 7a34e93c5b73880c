package io.raudal.cli.terminal;

import io.raudal.engine.run.RunProgress;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Locale;

/**
 * One line on a terminal that says how far a run is: events, events a second, share of the input, time left. Rewritten in place, and
 * gone when the run has ended. Any thread.
 */
public final class ProgressLine {
    private static final String CLEAR = "\r\u001b[K";
    /** Short runs are over before anybody reads a line. */
    private static final long QUIET_MILLIS = 500;

    private static final long STEP_MILLIS = 100;

    private final PrintStream err;
    private final Locale locale;
    private final InstantSource clock;
    private final long startMillis;
    private long shownStep;
    private boolean shown;
    private boolean ended;

    public ProgressLine(PrintStream err, Locale locale, InstantSource clock) {
        this.err = err;
        this.locale = locale;
        this.clock = clock;
        startMillis = clock.millis();
    }

    public synchronized void show(RunProgress progress) {
        long elapsedMillis = clock.millis() - startMillis;
        if (ended || elapsedMillis < QUIET_MILLIS) {
            return;
        }
        long rate = progress.events() * 1000 / elapsedMillis;
        String text = Texts.message("progress.rate", Counts.text(progress.events(), locale), Counts.text(rate, locale))
                .in(locale);
        if (progress.bytesTotal() > 0 && progress.bytesRead() > 0) {
            long percent = 100 * progress.bytesRead() / progress.bytesTotal();
            long leftMillis = elapsedMillis * (progress.bytesTotal() - progress.bytesRead()) / progress.bytesRead();
            text += Texts.message("progress.share", Long.toString(percent), length(leftMillis / 1000))
                    .in(locale);
        }
        print(text);
    }

    /** Of what is not events. */
    public synchronized void show(long bytesDone, long bytesTotal) {
        long elapsedMillis = clock.millis() - startMillis;
        if (ended || elapsedMillis < QUIET_MILLIS || elapsedMillis / STEP_MILLIS == shownStep || bytesDone == 0) {
            return;
        }
        shownStep = elapsedMillis / STEP_MILLIS;
        long percent = 100 * bytesDone / bytesTotal;
        long leftMillis = elapsedMillis * (bytesTotal - bytesDone) / bytesDone;
        print(Texts.message("progress.bytes", Long.toString(percent), length(leftMillis / 1000))
                .in(locale));
    }

    private void print(String text) {
        err.print(CLEAR + text);
        err.flush();
        shown = true;
    }

    /** Makes room for other text. */
    public synchronized void clear() {
        if (shown) {
            err.print(CLEAR);
            err.flush();
            shown = false;
        }
    }

    public synchronized void end() {
        clear();
        ended = true;
    }

    private static String length(long seconds) {
        return seconds >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }
}
