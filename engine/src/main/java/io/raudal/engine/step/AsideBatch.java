package io.raudal.engine.step;

import io.raudal.engine.DeadReason;
import io.raudal.engine.Detail;
import io.raudal.engine.EventBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events of one block that were set aside: late, dead, or failed in some view, each with its reason; for the late and the dead stream.
 * A failed event is in here once, with the first view that it fails in, and behind that the others; it went on to the rest.
 */
public final class AsideBatch implements Emission {

    /** What happened to an event. */
    public enum Kind {
        LATE,
        DEAD,
        FAILED
    }

    /** A view that an event failed in, why, and on which expression. */
    public record FailedView(String view, String reason, Detail detail) {}

    private final String stream;
    private final int partition;
    private final EventBatch events;
    private int size;
    private int[] rows = new int[16];
    private Kind[] kinds = new Kind[16];
    private String[] reasons = new String[16];
    private @Nullable Detail[] details = new @Nullable Detail[16];
    private @Nullable String[] views = new @Nullable String[16];
    /** By index; few events fail in several views. */
    private final Map<Integer, List<FailedView>> others = new HashMap<>();

    AsideBatch(String stream, int partition, EventBatch events) {
        this.stream = stream;
        this.partition = partition;
        this.events = events;
    }

    void add(int row, Kind kind, String reason, @Nullable Detail detail, @Nullable String view) {
        if (size == rows.length) {
            int capacity = 2 * size;
            rows = Arrays.copyOf(rows, capacity);
            kinds = Arrays.copyOf(kinds, capacity);
            reasons = Arrays.copyOf(reasons, capacity);
            details = Arrays.copyOf(details, capacity);
            views = Arrays.copyOf(views, capacity);
        }
        rows[size] = row;
        kinds[size] = kind;
        reasons[size] = reason;
        details[size] = detail;
        views[size++] = view;
    }

    /** The failed event at an index failed in a further view. */
    void alsoFailed(int index, FailedView view) {
        others.computeIfAbsent(index, i -> new ArrayList<>()).add(view);
    }

    /** The stream, or the view whose rows these are. */
    public String stream() {
        return stream;
    }

    public int partition() {
        return partition;
    }

    public int size() {
        return size;
    }

    public Kind kind(int index) {
        return kinds[index];
    }

    /** The text of a {@link LateReason} or of a {@link DeadReason}. */
    public String reason(int index) {
        return reasons[index];
    }

    /** Column or expression, rule and value; null for a late event. */
    public @Nullable Detail detail(int index) {
        return details[index];
    }

    /** The first view whose expression failed; null for late and dead events. */
    public @Nullable String view(int index) {
        return views[index];
    }

    /** The other views that the event failed in, in the order of the file. */
    public List<FailedView> otherViews(int index) {
        return others.getOrDefault(index, List.of());
    }

    /** The event's offset or record number in its partition; of a view, how many rows came before it. */
    public long position(int index) {
        return events.firstPosition + rows[index];
    }

    /** A copy of the event's raw bytes; empty for a row of a view. */
    public byte[] raw(int index) {
        int start = events.starts[rows[index]];
        return Arrays.copyOfRange(events.bytes, start, start + events.lengths[rows[index]]);
    }
}
