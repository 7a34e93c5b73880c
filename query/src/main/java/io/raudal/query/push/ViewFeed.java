package io.raudal.query.push;

import io.raudal.engine.RowChange;
import io.raudal.engine.changes.Changed;
import io.raudal.engine.changes.Changes;
import io.raudal.engine.changes.OpenRows;
import io.raudal.query.view.RowFilter;
import io.raudal.query.view.ViewShape;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changes of one view. A thread reads them, writes each row as JSON once, and remembers the open rows, so that a snapshot that
 * fits between two pieces can be had at any time.
 */
final class ViewFeed implements Feed {
    private static final Logger LOGGER = LoggerFactory.getLogger(ViewFeed.class);
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final int ROWS_A_PIECE = 500;
    /** More open rows than this are not sent at once. */
    private static final int ROWS_A_SNAPSHOT = 10_000;

    private final ViewShape shape;
    private final Changes changes;
    private final Runnable news;
    private final PieceRing ring;
    private final LiveRowText text;
    private final Thread thread;
    private final TreeMap<byte[], OpenRow> open = new TreeMap<>(Arrays::compareUnsigned);
    private long cursor;
    private @Nullable Buffer wholeSnapshot;
    private volatile boolean over;

    private record OpenRow(@Nullable Object[] values, byte[] json) {}

    /**
     * Open rows as they were between two pieces.
     *
     * @param next the piece behind them
     */
    record Snapshot(Buffer event, long next, long cursor) {}

    /** @param news called after each piece */
    ViewFeed(ViewShape shape, Changes changes, int keptBytes, Runnable news) {
        this.shape = shape;
        this.changes = changes;
        this.news = news;
        ring = new PieceRing(keptBytes);
        text = new LiveRowText(shape.columns());
        thread = new Thread(this::run, "raudal-live-" + shape.name());
        thread.setDaemon(true);
    }

    /** Takes a first snapshot and begins to read. */
    void start() {
        begin(changes.snapshot(shape.name()));
        thread.start();
    }

    ViewShape shape() {
        return shape;
    }

    @Override
    public String name() {
        return shape.name();
    }

    @Override
    public PieceRing ring() {
        return ring;
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }

    synchronized Snapshot snapshot(RowFilter filter) {
        Buffer event = filter.isAll() ? wholeSnapshot : null;
        if (event == null) {
            event = Feed.event("snapshot", snapshotData(filter));
            if (filter.isAll()) {
                wholeSnapshot = event;
            }
        }
        return new Snapshot(event, ring.end(), cursor);
    }

    private byte[] snapshotData(RowFilter filter) {
        List<byte[]> rows = new ArrayList<>();
        int omitted = 0;
        // The newest windows have the greatest keys.
        for (OpenRow row : open.descendingMap().values()) {
            if (!filter.matches(row.values())) {
                continue;
            }
            if (rows.size() < ROWS_A_SNAPSHOT) {
                rows.add(row.json());
            } else {
                omitted++;
            }
        }
        Collections.reverse(rows);
        return LiveRowText.snapshot(shape.name(), rows, omitted);
    }

    private void run() {
        try {
            while (!over) {
                Changed changed = changes.read(shape.name(), cursor, ROWS_A_PIECE, WAIT);
                if (changed instanceof Changed.Rows rows) {
                    if (!rows.changes().isEmpty()) {
                        add(rows);
                        news.run();
                    }
                } else {
                    begin(changes.snapshot(shape.name()));
                    news.run();
                }
            }
        } catch (InterruptedException e) {
            // Only close() interrupts.
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).addKeyValue("view", shape.name()).log("live push of a view ended");
        } finally {
            over = true;
            news.run();
        }
    }

    /** Starts from a snapshot; whoever followed before has missed something. */
    private synchronized void begin(OpenRows rows) {
        ring.clear();
        open.clear();
        rows.rows().forEach(row -> keep(row, text.row(row)));
        cursor = rows.cursor();
        wholeSnapshot = null;
        // A piece without content, for those who resume from here.
        ring.add(new Piece(ring.end(), cursor, Buffer.buffer(), 0, List.of()));
    }

    private synchronized void add(Changed.Rows changed) {
        List<Piece.Row> rows = new ArrayList<>(changed.changes().size());
        List<byte[]> json = new ArrayList<>(changed.changes().size());
        for (RowChange change : changed.changes()) {
            byte[] gone = text.gone(change);
            byte[] now = change.isDelete() ? gone : text.row(change);
            OpenRow before = keep(change, now);
            rows.add(new Piece.Row(change, before == null ? null : before.values(), now, gone));
            json.add(now);
        }
        cursor = changed.cursor();
        wholeSnapshot = null;
        Buffer event = Feed.event("rows", LiveRowText.changes(shape.name(), json, changed.publishedMicros()));
        ring.add(new Piece(ring.end(), cursor, event, changed.publishedMicros(), rows));
    }

    /** Remembers the row if it is open, forgets it if not; gives back what was remembered. */
    private @Nullable OpenRow keep(RowChange change, byte[] json) {
        @Nullable Object[] values = change.values();
        return values == null || change.isFinal()
                ? open.remove(change.key())
                : open.put(change.key(), new OpenRow(values, json));
    }
}
