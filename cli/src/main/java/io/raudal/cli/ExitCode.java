package io.raudal.cli;

/** What the process says at its end. */
final class ExitCode {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    /** As shells report SIGINT. */
    static final int INTERRUPTED = 130;
    /** As shells report SIGPIPE: the reader of standard output has gone. */
    static final int CLOSED_PIPE = 141;

    private ExitCode() {}
}
