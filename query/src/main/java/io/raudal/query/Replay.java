package io.raudal.query;

import io.raudal.model.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Late or dead events that are to count after all.
 *
 * @param late whether they are of the late stream, not the dead one
 * @param events which; empty for all that were not replayed yet
 * @param reason of all, only those that were set aside for it; null for any
 * @param dryRun only say what would happen
 */
public record Replay(
        String pipeline,
        String stream,
        boolean late,
        List<Item> events,
        @Nullable String reason,
        boolean dryRun) {
    public Replay {
        events = List.copyOf(events);
    }

    /**
     * One event.
     *
     * @param id as the pages were told it: {@code partition-offset} in the late or dead stream
     * @param text the event mended; null as it is
     */
    public record Item(String id, @Nullable String text) {}

    /**
     * What was done.
     *
     * @param windows that are aggregated again
     */
    public record Outcome(int replayed, List<Refused> refused, int windows) {
        public Outcome {
            refused = List.copyOf(refused);
        }
    }

    /** An event that was not taken, and why. */
    public record Refused(String id, Message reason) {}
}
