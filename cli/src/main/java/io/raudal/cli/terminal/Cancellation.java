package io.raudal.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** The wish to end a run early, which may come before there is a run to end. Any thread. */
public final class Cancellation {
    private final List<Runnable> actions = new ArrayList<>();
    private boolean wished;

    public synchronized void wish() {
        wished = true;
        actions.forEach(Runnable::run);
    }

    /** Runs the action once a wish comes, or now if it has come. */
    public synchronized void onWish(Runnable action) {
        actions.add(action);
        if (wished) {
            action.run();
        }
    }
}
