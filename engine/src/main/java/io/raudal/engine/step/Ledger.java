package io.raudal.engine.step;

import io.raudal.engine.DeadReason;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What happened to every event of a stream: {@code received = delivered + duplicate + late + dead} (the host adds what is in flight),
 * and for each view on it {@code delivered + surplus = used + filtered + failed + unread}. Counts of one partition, or of several added up. Not
 * thread-safe.
 */
public final class Ledger {
    private static final int VIEW_COUNTS = 4;

    /**
     * What is known of a view.
     *
     * @param counts used, filtered, failed, unread
     * @param failures of the failed ones, how many by expression
     */
    record ViewCounts(long[] counts, Map<String, Long> failures) {
        static final ViewCounts NONE = new ViewCounts(new long[VIEW_COUNTS], Map.of());
    }

    private final String stream;
    private final List<String> views;
    private long received;
    private long delivered;
    private long duplicate;
    private final Map<LateReason, long[]> late = new EnumMap<>(LateReason.class);
    private final Map<DeadReason, long[]> dead = new EnumMap<>(DeadReason.class);
    /** By view: used, filtered, failed, unread; the last below zero where the view was given more than the stream had delivered. */
    private final long[] byView;
    /** By view, then by expression; as many as its plan has at most. */
    private final List<Map<String, Long>> failures = new ArrayList<>();

    public Ledger(String stream, List<String> views) {
        this.stream = stream;
        this.views = List.copyOf(views);
        byView = new long[VIEW_COUNTS * views.size()];
        views.forEach(view -> failures.add(new TreeMap<>()));
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
        return count(late, reason)[0];
    }

    public long late() {
        return late.values().stream().mapToLong(count -> count[0]).sum();
    }

    public long dead(DeadReason reason) {
        return count(dead, reason)[0];
    }

    public long dead() {
        return dead.values().stream().mapToLong(count -> count[0]).sum();
    }

    /** Delivered events of which the view took at least one row. */
    public long used(String view) {
        return byView[VIEW_COUNTS * views.indexOf(view)];
    }

    /** Delivered events of which nothing passed the view's conditions. */
    public long filtered(String view) {
        return byView[VIEW_COUNTS * views.indexOf(view) + 1];
    }

    /** Delivered events on which one of the view's expressions failed. */
    public long failed(String view) {
        return byView[VIEW_COUNTS * views.indexOf(view) + 2];
    }

    /** How many of the {@link #failed} events failed on which expression, or for {@code key-limit}. */
    public Map<String, Long> failures(String view) {
        return Collections.unmodifiableMap(failures.get(views.indexOf(view)));
    }

    /**
     * Delivered events that the view was not given when it was made out of the log: the log had lost them, or the stream's rules were
     * stricter then.
     */
    public long unread(String view) {
        return Math.max(0, byView[VIEW_COUNTS * views.indexOf(view) + 3]);
    }

    /**
     * Events that the view was given when it was made out of the log, and that the stream had not delivered: duplicates under rules that
     * have been relaxed since. Of this and {@link #unread} one is 0.
     */
    public long surplus(String view) {
        return Math.max(0, -byView[VIEW_COUNTS * views.indexOf(view) + 3]);
    }

    /** Whether both equations hold, and every failed event has an expression. */
    public boolean balances() {
        boolean balanced = received == delivered + duplicate + late() + dead();
        for (int view = 0; view < views.size(); view++) {
            balanced &= delivered == sum(VIEW_COUNTS * view, VIEW_COUNTS);
            balanced &= byView[VIEW_COUNTS * view + 2]
                    == failures.get(view).values().stream()
                            .mapToLong(count -> count)
                            .sum();
        }
        return balanced;
    }

    private long sum(int from, int count) {
        long sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += byView[i];
        }
        return sum;
    }

    /** Adds the counts of another partition of the same stream. */
    public void add(Ledger other) {
        received += other.received;
        delivered += other.delivered;
        duplicate += other.duplicate;
        other.late.forEach((reason, count) -> count(late, reason)[0] += count[0]);
        other.dead.forEach((reason, count) -> count(dead, reason)[0] += count[0]);
        for (int i = 0; i < byView.length; i++) {
            byView[i] += other.byView[i];
        }
        for (int view = 0; view < failures.size(); view++) {
            Map<String, Long> own = failures.get(view);
            other.failures.get(view).forEach((expression, count) -> own.merge(expression, count, Long::sum));
        }
    }

    private static <R> long[] count(Map<R, long[]> counts, R reason) {
        return counts.computeIfAbsent(reason, any -> new long[1]);
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
        count(late, reason)[0]++;
    }

    void countDead(DeadReason reason) {
        count(dead, reason)[0]++;
    }

    void countView(int view, long used, long filtered, long failed) {
        byView[VIEW_COUNTS * view] += used;
        byView[VIEW_COUNTS * view + 1] += filtered;
        byView[VIEW_COUNTS * view + 2] += failed;
    }

    /** Tells which expression one of the view's failed events failed on. */
    void countFailed(int view, String expression) {
        failures.get(view).merge(expression, 1L, Long::sum);
    }

    void write(KeyBytes out) {
        out.putLong(received);
        out.putLong(delivered);
        out.putLong(duplicate);
        late.forEach((reason, count) -> writeReason(reason.text(), count[0], out));
        dead.forEach((reason, count) -> writeReason(reason.text(), count[0], out));
        out.putInt(0);
    }

    void writeView(int view, KeyBytes out) {
        for (int i = 0; i < VIEW_COUNTS; i++) {
            out.putLong(byView[VIEW_COUNTS * view + i]);
        }
        out.putInt(failures.get(view).size());
        failures.get(view).forEach((expression, count) -> writeReason(expression, count, out));
    }

    /** What {@link #writeView} wrote. */
    static ViewCounts readView(StateReader in) {
        long[] counts = new long[VIEW_COUNTS];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = in.nextLong();
        }
        Map<String, Long> failures = new TreeMap<>();
        for (int left = in.nextCount(Integer.BYTES + Long.BYTES); left > 0; left--) {
            String expression = Texts.read(in);
            failures.put(expression, in.nextLong());
        }
        return new ViewCounts(counts, failures);
    }

    void setView(int view, ViewCounts known) {
        System.arraycopy(known.counts(), 0, byView, VIEW_COUNTS * view, VIEW_COUNTS);
        failures.get(view).clear();
        failures.get(view).putAll(known.failures());
    }

    /** Sets what is known of a view that was made later than the stream; what it was not given is the rest. */
    void settleView(int view, ViewCounts known) {
        setView(view, known);
        int at = VIEW_COUNTS * view;
        byView[at + VIEW_COUNTS - 1] = delivered - sum(at, VIEW_COUNTS - 1);
    }

    private static void writeReason(String reason, long count, KeyBytes out) {
        Texts.write(reason, out);
        out.putLong(count);
    }

    void read(StateReader in) {
        received = in.nextLong();
        delivered = in.nextLong();
        duplicate = in.nextLong();
        for (byte[] text = in.nextBytes(); text.length > 0; text = in.nextBytes()) {
            readReason(new String(text, StandardCharsets.UTF_8), in.nextLong());
        }
    }

    private void readReason(String text, long count) {
        for (LateReason reason : LateReason.values()) {
            if (reason.text().equals(text)) {
                count(late, reason)[0] = count;
            }
        }
        for (DeadReason reason : DeadReason.values()) {
            if (reason.text().equals(text)) {
                count(dead, reason)[0] = count;
            }
        }
    }
}
