package io.raudal.engine.step;

import io.raudal.engine.DeadReason;
import io.raudal.engine.EventBatch;
import io.raudal.engine.Vector;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each event of a partition, in order, whether it is dead, duplicate, late or delivered, and keeps the watermark: the
 * highest event time less the lateness, or higher where a control record said so.
 */
final class Admission {
    /** The lateness of a source whose watermark comes from outside. */
    static final long GIVEN = Long.MAX_VALUE;

    private final long latenessMicros;
    private final @Nullable IdWindow ids;
    private final Ledger ledger;
    private long highest = Long.MIN_VALUE;
    private long watermark = Long.MIN_VALUE;
    /** By event of the last batch, where not all were delivered. */
    private boolean[] delivered = new boolean[0];

    Admission(long latenessMicros, @Nullable IdWindow ids, Ledger ledger) {
        this.latenessMicros = latenessMicros;
        this.ids = ids;
        this.ledger = ledger;
    }

    long watermark() {
        return watermark;
    }

    long highest() {
        return highest;
    }

    void begin(long highestMicros, long watermarkMicros) {
        highest = highestMicros;
        watermark = watermarkMicros;
    }

    void advance(long micros) {
        watermark = Math.max(watermark, micros);
    }

    boolean isDelivered(int event) {
        return delivered[event];
    }

    /** Decides over a batch; the late and the dead are set aside. Answers how many are delivered. */
    int admit(ScannedBatch batch, AsideBatch aside) {
        int size = batch.size();
        ledger.countReceived(size);
        if (delivered.length < size) {
            delivered = new boolean[Math.max(size, 2 * delivered.length)];
        }
        EventBatch events = batch.events;
        Vector idValues = ids == null ? null : batch.columns[ids.column()];
        long[] times = batch.time.values;
        int count = 0;
        boolean someLate = !batch.lateBefore.isEmpty();
        for (int event = 0; event < size; event++) {
            delivered[event] = false;
            LateReason before = someLate ? batch.lateBefore.get(event) : null;
            if (before != null) {
                setAside(event, before, aside);
                continue;
            }
            if (batch.someDead && events.dead[event] != null) {
                DeadReason reason = Objects.requireNonNull(events.dead[event]);
                ledger.countDead(reason);
                aside.add(event, AsideBatch.Kind.DEAD, reason.text(), events.details[event], null);
                continue;
            }
            long time = times[event];
            if (ids != null && ids.isKnown(Objects.requireNonNull(idValues), event, time, watermark)) {
                ledger.countDuplicate();
                continue;
            }
            if (time < watermark) {
                LateReason reason = highest != Long.MIN_VALUE && time < highest - latenessMicros
                        ? LateReason.LATENESS
                        : LateReason.AFTER_IDLE;
                setAside(event, reason, aside);
                continue;
            }
            if (time > highest) {
                highest = time;
                if (latenessMicros != GIVEN) {
                    watermark = Math.max(watermark, time - latenessMicros);
                }
            }
            if (ids != null) {
                ids.admit(Objects.requireNonNull(idValues), event, time, watermark);
            }
            delivered[event] = true;
            count++;
        }
        ledger.countDelivered(count);
        return count;
    }

    private void setAside(int event, LateReason reason, AsideBatch aside) {
        ledger.countLate(reason);
        aside.add(event, AsideBatch.Kind.LATE, reason.text(), null, null);
    }

    /** Delivers all that are not dead and whose ids are not known, without a trace in the ledger. Answers how many they are. */
    int admitAll(ScannedBatch batch) {
        int size = batch.size();
        if (delivered.length < size) {
            delivered = new boolean[Math.max(size, 2 * delivered.length)];
        }
        int count = 0;
        for (int event = 0; event < size; event++) {
            delivered[event] = !batch.isDead(event) && isFirst(batch, event);
            count += delivered[event] ? 1 : 0;
        }
        return count;
    }

    private boolean isFirst(ScannedBatch batch, int event) {
        if (ids == null) {
            return true;
        }
        Vector values = Objects.requireNonNull(batch.columns[ids.column()]);
        long time = batch.timeMicros(event);
        boolean isKnown = ids.isKnown(values, event, time, watermark);
        ids.admit(values, event, time, watermark);
        return !isKnown;
    }

    void write(KeyBytes out) {
        out.putLong(highest);
        out.putLong(watermark);
        int length = out.size();
        out.putInt(0);
        if (ids != null) {
            ids.write(out);
        }
        out.setInt(length, out.size() - length - Integer.BYTES);
    }

    void read(StateReader in) {
        highest = in.nextLong();
        watermark = in.nextLong();
        StateReader known = new StateReader(in.nextBytes(), 0);
        if (ids != null && known.remaining() > 0) {
            ids.read(known);
        }
    }
}
