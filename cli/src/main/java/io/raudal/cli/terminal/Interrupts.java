package io.raudal.cli.terminal;

/** Ctrl-C and SIGTERM, as far as a command wants to end in order. */
public interface Interrupts {
    /**
     * Calls the action, on another thread and at most once, when the user interrupts; the process then waits a while for the command to
     * end by itself. Without an action an interrupt ends the process at once.
     */
    void onInterrupt(Runnable action);
}
