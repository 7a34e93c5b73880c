package io.raudal.query;

import io.raudal.model.RaudalException;
import io.raudal.plan.PipelinePlan;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that the control plane knows.
 *
 * @param text of its file
 * @param version changes with the text; for {@code If-Match}
 * @param path of the file, null if it came over HTTP
 * @param plan what was compiled
 * @param failure why it stopped, null unless it failed
 */
public record RunningPipeline(
        String name,
        State state,
        String text,
        String version,
        @Nullable Path path,
        PipelinePlan plan,
        @Nullable RaudalException failure) {

    /** What a pipeline does now. */
    public enum State {
        STARTING,
        RUNNING,
        PAUSED,
        /** It reads the log again to catch up. */
        REBUILDING,
        /** It failed over something that may help itself, and is tried again; events still come into the log. */
        DEGRADED,
        /** It failed, and trying again is no use. */
        FAILED
    }

    public RunningPipeline {
        Objects.requireNonNull(name);
        Objects.requireNonNull(state);
        Objects.requireNonNull(text);
        Objects.requireNonNull(version);
        Objects.requireNonNull(plan);
    }
}
