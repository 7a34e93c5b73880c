package io.raudal.engine.step;

import io.raudal.engine.DeadReason;
import io.raudal.engine.Detail;
import io.raudal.engine.EventBatch;
import io.raudal.engine.Failures;
import io.raudal.engine.RowBatch;
import io.raudal.engine.Vector;
import io.raudal.engine.aggregate.AggregateInput;
import io.raudal.engine.step.SourceLayout.GroupingPlan;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A block of events after everything that needs no state: decoded, computed, filtered and projected for each view, with encoded keys
 * and aggregates' arguments. Belongs to the {@link StreamScan} that made it and is valid until that scans again; read by one
 * {@link PartitionStep}, on any thread that the hand-over was published to.
 */
public final class ScannedBatch {
    final EventBatch events;
    /** By column of the source, computed ones included; null where a column is not used. */
    @Nullable Vector[] columns = new @Nullable Vector[0];
    /** Event time by event; NULL for dead ones. */
    Vector.Longs time = new Vector.Longs();

    boolean someDead;
    /** By event that was late when it was read before, why; empty but after a crash. */
    final Map<Integer, LateReason> lateBefore = new HashMap<>();
    /** By chain of the layout: the rows that come out of it; failures are by event. */
    final RowBatch[] rows;

    final Failures[] chainFailures;
    /** By grouping and set. */
    final GroupKeys[][] keys;

    final Failures[] groupingFailures;
    /** By view; null for a view without aggregation. */
    final @Nullable AggregateInput[] inputs;

    final Failures[] viewFailures;

    ScannedBatch(EventBatch events, SourceLayout layout) {
        this.events = events;
        rows = new RowBatch[layout.chains().size()];
        chainFailures = failures(rows.length);
        keys = new GroupKeys[layout.groupings().size()][];
        groupingFailures = failures(keys.length);
        for (int grouping = 0; grouping < keys.length; grouping++) {
            GroupingPlan plan = layout.groupings().get(grouping);
            keys[grouping] = new GroupKeys[plan.sets().size()];
            for (int set = 0; set < keys[grouping].length; set++) {
                keys[grouping][set] = new GroupKeys(plan, set);
            }
        }
        inputs = new @Nullable AggregateInput[layout.views().size()];
        viewFailures = failures(inputs.length);
    }

    private static Failures[] failures(int count) {
        Failures[] failures = new Failures[count];
        for (int i = 0; i < count; i++) {
            failures[i] = new Failures();
        }
        return failures;
    }

    /** Events, dead ones included. */
    public int size() {
        return events.size;
    }

    /** The position of the first event: an offset, or a record number of a file. */
    public long firstPosition() {
        return events.firstPosition;
    }

    /** The position behind the last event. */
    public long nextPosition() {
        return events.firstPosition + events.size;
    }

    /** Says the position of the first event, for who scanned blocks before he knew how many events stand before them. */
    public void place(long firstPosition) {
        events.firstPosition = firstPosition;
    }

    public boolean isDead(int event) {
        return events.dead[event] != null;
    }

    /** What is wrong with a dead event; null of one that is well. */
    public @Nullable Detail detail(int event) {
        return events.details[event];
    }

    /** Makes an event, also a dead one, one that no view is given. */
    public void withdraw(int event) {
        events.dead[event] = DeadReason.FAILED;
        events.details[event] = Detail.of(StepMessages.message("event.withdrawn"));
        someDead = true;
    }

    /** Has an event be set aside for the reason for which it was when it was read before, whatever can be made of it now. */
    public void setAside(int event, String reason) {
        for (LateReason late : LateReason.values()) {
            if (late.text().equals(reason)) {
                lateBefore.put(event, late);
            }
        }
        for (DeadReason dead : DeadReason.values()) {
            if (dead.text().equals(reason)) {
                events.dead[event] = dead;
                events.details[event] = Detail.of(StepMessages.message("event.before"));
                someDead = true;
            }
        }
    }

    /** How many events are dead and were not withdrawn. */
    public int unfit() {
        int unfit = 0;
        for (int event = 0; someDead && event < events.size; event++) {
            unfit += events.dead[event] != null && events.dead[event] != DeadReason.FAILED ? 1 : 0;
        }
        return unfit;
    }

    /** The time in microseconds of an event that is not dead. */
    public long timeMicros(int event) {
        return time.values[event];
    }
}
