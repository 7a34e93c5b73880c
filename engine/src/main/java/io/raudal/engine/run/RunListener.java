package io.raudal.engine.run;

import io.raudal.engine.step.AsideBatch;

/** Is told of a run while it goes on; from any of its threads, one at a time, and should be quick. */
public interface RunListener {
    /** Listens to nothing. */
    RunListener NONE = new RunListener() {};

    /** About ten times a second, and at the end. */
    default void progress(RunProgress progress) {}

    /** Late, dead and failed events, to be looked at now and not kept. */
    default void aside(AsideBatch events) {}
}
