package io.raudal.engine.live;

import io.raudal.model.Message;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Late or dead events of a stream that are to count after all.
 *
 * @param isLate whether they are of the late stream, not the dead one
 * @param events which; empty for all that were not replayed yet
 * @param reason of all, only those that were set aside for it; null for any
 * @param isDryRun only say what would happen
 */
public record AsideReplay(
        String stream,
        boolean isLate,
        List<Item> events,
        @Nullable String reason,
        boolean isDryRun) {
    public AsideReplay {
        Objects.requireNonNull(stream);
        events = List.copyOf(events);
    }

    /**
     * One event.
     *
     * @param partition of its late or dead stream
     * @param offset there
     * @param text a dead event, mended; null as it is
     */
    public record Item(int partition, long offset, @Nullable String text) {}

    /**
     * What was done, or would be.
     *
     * @param replayed events that count now, or were taken in again
     * @param windows of the views on the stream that were aggregated again; those of views on views are not counted
     */
    public record Outcome(int replayed, List<Refused> refused, int windows) {
        public Outcome {
            refused = List.copyOf(refused);
        }
    }

    /** An event that was not taken, and why. */
    public record Refused(Item event, Message reason) {}
}
