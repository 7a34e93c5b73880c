package io.raudal.query;

import io.raudal.model.Message;
import io.raudal.model.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change of a pipeline file does.
 *
 * @param warnings of the file
 */
public record AppliedChange(String pipeline, List<Part> parts, List<Problem> warnings) {
    public AppliedChange {
        parts = List.copyOf(parts);
        warnings = List.copyOf(warnings);
    }

    /** Whether no stream, table or view becomes another. */
    public boolean keepsAll() {
        return parts.stream().allMatch(part -> part.action() == Action.KEEP);
    }

    /**
     * What happens to one part of the pipeline.
     *
     * @param why and what cannot be rebuilt, if there is something to say
     */
    public record Part(
            String name, Kind kind, Action action, @Nullable Message why) {}

    /** What a part is. */
    public enum Kind {
        PIPELINE,
        STREAM,
        VIEW,
        TABLE,
        SOURCE,
        DASHBOARD
    }

    /** What is done with a part. */
    public enum Action {
        CREATE,
        KEEP,
        CHANGE,
        /** A new generation is made from the log and takes over when it has caught up. */
        REBUILD,
        REMOVE
    }
}
