package io.raudal.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who runs the pipelines: this process, or a cluster. Every method may block and is never called on an event loop; what it cannot do is
 * a RaudalException: NOT_FOUND for names that are not there, INVALID_PIPELINE with all problems, CONFLICT, OUTDATED.
 */
public interface ControlPlane {

    /** All pipelines by name. */
    List<RunningPipeline> pipelines();

    Optional<RunningPipeline> pipeline(String name);

    /**
     * Creates or changes a pipeline, or says what that would do.
     *
     * @param text of the pipeline file
     * @param dryRun only say it
     * @param precondition refuse with OUTDATED if it does not hold; who names one edits the pipeline that is there, so that the file which
     *     it came from is changed, too
     */
    AppliedChange apply(String name, String text, boolean dryRun, Precondition precondition);

    /**
     * Stops a pipeline and forgets it.
     *
     * @param withData also what the log and the store have of it
     * @param precondition refuse with OUTDATED if it does not hold
     */
    void delete(String name, boolean withData, Precondition precondition);

    /** Stops reading; events still come into the log. */
    void pause(String name);

    /** Goes on where it stopped. */
    void resume(String name);

    /** Rebuilds the rows from a time on out of the log. */
    void rewind(String name, Instant to);

    /** Takes late or dead events in again. */
    Replay.Outcome replay(Replay replay);

    /**
     * Makes a copy of everything that is kept, in place of an earlier one. What is sent meanwhile waits for a moment.
     *
     * <p>The copy takes room on the disk until it is removed, or the platform starts anew.
     */
    PlatformCopy copy();

    /** Removes the copy, if there is one. */
    void removeCopy();

    /** Those of the ids of late or dead events that were taken in again; none where that is not known while the pipeline stands still. */
    Set<String> replayed(String pipeline, String stream, boolean late, Set<String> ids);

    /** What everything does now. Cheap enough for once a second. */
    PlatformStatus status();
}
