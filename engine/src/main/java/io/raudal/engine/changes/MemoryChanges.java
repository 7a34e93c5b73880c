package io.raudal.engine.changes;

import io.raudal.engine.RowChange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Changes in memory: of each view the open rows and the latest changes, up to a number. */
public final class MemoryChanges implements Changes {
    private final int capacity;
    private final InstantSource clock;
    private final long firstCursor;
    private final Map<String, ViewChanges> views = new ConcurrentHashMap<>();

    /**
     * @param capacity how many changes of a view are kept for readers that lag
     * @param clock says when changes are published, and makes cursors of an earlier life too old
     */
    public MemoryChanges(int capacity, InstantSource clock) {
        this.capacity = capacity;
        this.clock = clock;
        this.firstCursor = clock.millis() << 20;
    }

    @Override
    public void publish(String view, List<RowChange> changes) {
        ViewChanges target = view(view);
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        synchronized (target) {
            for (RowChange change : changes) {
                if (change.isDelete() || change.isFinal()) {
                    target.open.remove(change.key());
                } else {
                    target.open.put(change.key(), change);
                }
                target.latest.addLast(new Published(change, now));
                if (target.latest.size() > capacity) {
                    target.latest.removeFirst();
                    target.first++;
                }
            }
            target.notifyAll();
        }
    }

    @Override
    public OpenRows snapshot(String view) {
        ViewChanges target = view(view);
        synchronized (target) {
            return new OpenRows(new ArrayList<>(target.open.values()), target.first + target.latest.size());
        }
    }

    @Override
    public int openRows(String view) {
        ViewChanges target = view(view);
        synchronized (target) {
            return target.open.size();
        }
    }

    @Override
    public Changed read(String view, long cursor, int limit, Duration timeout) throws InterruptedException {
        ViewChanges target = view(view);
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (target) {
            while (true) {
                long end = target.first + target.latest.size();
                if (cursor < target.first || cursor > end) {
                    return new Changed.Reset();
                }
                long left = deadline - System.nanoTime();
                if (cursor < end || left <= 0) {
                    List<Published> found = target.latest.stream()
                            .skip(cursor - target.first)
                            .limit(limit)
                            .toList();
                    return new Changed.Rows(
                            found.stream().map(Published::change).toList(),
                            cursor + found.size(),
                            found.isEmpty() ? 0 : found.get(0).micros());
                }
                TimeUnit.NANOSECONDS.timedWait(target, left);
            }
        }
    }

    @Override
    public void forget(String view) {
        ViewChanges target = view(view);
        synchronized (target) {
            target.open.clear();
            target.first += target.latest.size() + 1;
            target.latest.clear();
            target.notifyAll();
        }
    }

    private ViewChanges view(String view) {
        return views.computeIfAbsent(view, name -> new ViewChanges(firstCursor));
    }

    private record Published(RowChange change, long micros) {}

    /** Guarded by itself. */
    private static final class ViewChanges {
        final Map<byte[], RowChange> open = new TreeMap<>(Arrays::compareUnsigned);
        final Deque<Published> latest = new ArrayDeque<>();
        /** The cursor of the first change that is kept. */
        long first;

        ViewChanges(long first) {
            this.first = first;
        }
    }
}
