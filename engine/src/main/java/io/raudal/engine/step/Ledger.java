package io.raudal.engine.step;

import io.raudal.engine.DeadReason;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import java.util.Arrays;
import java.util.List;

/**
 * What happened to every event of a stream: {@code received = delivered + duplicate + late + dead} (the host adds what is in flight),
 * and for each view on it {@code delivered = used + filtered + failed}. Counts of one partition, or of several added up. Not
 * thread-safe.
 */
public final class Ledger {
    private final String stream;
    private final List<String> views;
    private long received;
    private long delivered;
    private long duplicate;
    private final long[] late = new long[LateReason.values().length];
    private final long[] dead = new long[DeadReason.values().length];
    /** By view: used, filtered, failed. */
    private final long[] byView;

    public Ledger(String stream, List<String> views) {
        this.stream = stream;
        this.views = List.copyOf(views);
        byView = new long[3 * views.size()];
    }

    public String stream() {
        return stream;
    }

    /** The views that read the stream directly, or through row views. */
    public List<String> views() {
        return views;
    }

    public long received() {
        return received;
    }

    public long delivered() {
        return delivered;
    }

    public long duplicate() {
        return duplicate;
    }

    public long late(LateReason reason) {
        return late[reason.ordinal()];
    }

    public long late() {
        return Arrays.stream(late).sum();
    }

    public long dead(DeadReason reason) {
        return dead[reason.ordinal()];
    }

    public long dead() {
        return Arrays.stream(dead).sum();
    }

    /** Delivered events of which the view took at least one row. */
    public long used(String view) {
        return byView[3 * views.indexOf(view)];
    }

    /** Delivered events of which nothing passed the view's conditions. */
    public long filtered(String view) {
        return byView[3 * views.indexOf(view) + 1];
    }

    /** Delivered events on which one of the view's expressions failed. */
    public long failed(String view) {
        return byView[3 * views.indexOf(view) + 2];
    }

    /** Whether both equations hold. */
    public boolean balances() {
        boolean balanced = received == delivered + duplicate + late() + dead();
        for (int view = 0; view < views.size(); view++) {
            balanced &= delivered == byView[3 * view] + byView[3 * view + 1] + byView[3 * view + 2];
        }
        return balanced;
    }

    /** Adds the counts of another partition of the same stream. */
    public void add(Ledger other) {
        received += other.received;
        delivered += other.delivered;
        duplicate += other.duplicate;
        addAll(late, other.late);
        addAll(dead, other.dead);
        addAll(byView, other.byView);
    }

    private static void addAll(long[] counts, long[] more) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += more[i];
        }
    }

    void countReceived(int events) {
        received += events;
    }

    void countDelivered(int events) {
        delivered += events;
    }

    void countDuplicate() {
        duplicate++;
    }

    void countLate(LateReason reason) {
        late[reason.ordinal()]++;
    }

    void countDead(DeadReason reason) {
        dead[reason.ordinal()]++;
    }

    void countView(int view, long used, long filtered, long failed) {
        byView[3 * view] += used;
        byView[3 * view + 1] += filtered;
        byView[3 * view + 2] += failed;
    }

    void write(KeyBytes out) {
        out.putLong(received);
        out.putLong(delivered);
        out.putLong(duplicate);
        for (long[] counts : new long[][] {late, dead, byView}) {
            out.putInt(counts.length);
            for (long count : counts) {
                out.putLong(count);
            }
        }
    }

    void read(StateReader in) {
        received = in.nextLong();
        delivered = in.nextLong();
        duplicate = in.nextLong();
        for (long[] counts : new long[][] {late, dead, byView}) {
            if (in.nextInt() != counts.length) {
                throw new IllegalArgumentException("ledger");
            }
            for (int i = 0; i < counts.length; i++) {
                counts[i] = in.nextLong();
            }
        }
    }
}
