package io.raudal.cli.verb;

/** What the process says at its end. */
public final class ExitCode {
    public static final int OK = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    /** As shells report SIGINT. */
    public static final int INTERRUPTED = 130;
    /** As shells report SIGPIPE: the reader of standard output has gone. */
    public static final int CLOSED_PIPE = 141;

    private ExitCode() {}
}
