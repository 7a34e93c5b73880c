package io.raudal.duckdb;

import io.raudal.engine.ThreadEnd;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves final rows from a view's table into segments, and four segments of a size into one, in a thread of its own beside the writer:
 * rows are copied without a lock and exchanged under it in a short transaction. If rows were replaced meanwhile the copy is thrown away.
 *
 * <p>A row is copied at most three times (into 32 k, 128 k and 512 k rows in the usual options), so a view of n million rows has about n
 * large segments and at most six smaller ones. A read costs about 1 ms of CPU for each file that its times overlap, and 15 µs for each
 * row group that is there to be ruled out: larger segments would make the last hour of a key dearer than smaller ones make all its past.
 */
final class SegmentKeeper {
    private static final Logger LOGGER = LoggerFactory.getLogger(SegmentKeeper.class);
    private static final int FAN_IN = 4;
    private static final int LEVELS = 2;
    private static final int ROW_GROUP = 16_384;
    /** Rows of a group together (what is behind the window's bounds in a row's key), in the order of their times. */
    private static final String ORDER = " ORDER BY k[17:], k";

    private final DuckDbStore store;
    private final StoreFiles files;
    private final int sealRows;
    private final AtomicLong lastId;
    private final Semaphore work = new Semaphore(1);
    private final Thread thread = new Thread(this::run, "raudal-store-segments");
    private volatile boolean stopping;

    SegmentKeeper(DuckDbStore store, StoreFiles files, int sealRows, long lastId) {
        this.store = store;
        this.files = files;
        this.sealRows = sealRows;
        this.lastId = new AtomicLong(lastId);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void wake() {
        work.release();
    }

    /** Ends what is under way. */
    void stop() {
        stopping = true;
        work.release();
        ThreadEnd.await(thread);
    }

    private void run() {
        while (!stopping) {
            try {
                if (!work.tryAcquire(1, TimeUnit.MINUTES)) {
                    continue;
                }
                work.drainPermits();
                for (ViewTable table : store.tables()) {
                    while (!stopping && (seal(table) || merge(table))) {
                        Thread.onSpinWait();
                    }
                }
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | IOException | RaudalException e) {
                // The rows stay where they are; the next commit tries again.
                LOGGER.atWarn().setCause(e).log("segment not written");
            }
        }
    }

    /** Moves the final rows of a table into a segment; false if there are too few, or some were replaced meanwhile. */
    private boolean seal(ViewTable table) throws SQLException, IOException {
        long replacements;
        long commits;
        store.writing().lock();
        try {
            if (table.finalRows < sealRows) {
                return false;
            }
            replacements = table.replacements;
            commits = table.nextCommit;
        } finally {
            store.writing().unlock();
        }
        String sealed = " FROM " + table.table() + " WHERE f AND NOT d AND s < " + commits;
        Segment segment;
        try (StoredRows rows = store.rows(table, Long.MIN_VALUE, Long.MAX_VALUE)) {
            int columns = rows.columns().size();
            segment = write(rows.connection(), "SELECT " + ViewTable.ROW + table.columns(columns) + sealed, columns);
        }
        return exchange(table, List.of(), segment, replacements, "DELETE" + sealed);
    }

    /** Makes one segment of four of about the same size; false if there are no four, or they have changed meanwhile. */
    private boolean merge(ViewTable table) throws SQLException, IOException {
        long replacements;
        List<Segment> parts;
        store.writing().lock();
        try {
            replacements = table.replacements;
            parts = mergeable(table.segments);
        } finally {
            store.writing().unlock();
        }
        if (parts.isEmpty()) {
            return false;
        }
        Segment merged;
        try (StoredRows rows = store.rows(table, Long.MIN_VALUE, Long.MAX_VALUE)) {
            if (!rows.segments().containsAll(parts)) {
                return false;
            }
            Map<Integer, List<Segment>> byColumns =
                    new TreeMap<>(parts.stream().collect(Collectors.groupingBy(Segment::columns)));
            List<String> selects = new ArrayList<>();
            byColumns.forEach((columns, some) -> selects.add("SELECT " + ViewTable.ROW + table.columns(columns)
                    + " FROM " + StoredRows.parquet(rows.paths(some)) + rows.range()));
            merged = write(
                    rows.connection(),
                    String.join(" UNION ALL ", selects),
                    rows.columns().size());
        }
        return exchange(table, parts, merged, replacements, "");
    }

    private List<Segment> mergeable(List<Segment> segments) {
        long size = sealRows;
        for (int level = 0; level < LEVELS; level++) {
            size *= FAN_IN;
            long below = size;
            long above = level == 0 ? 0 : size / FAN_IN;
            List<Segment> same = segments.stream()
                    .filter(segment -> segment.rows() >= above && segment.rows() < below)
                    .limit(FAN_IN)
                    .toList();
            if (same.size() == FAN_IN) {
                return same;
            }
        }
        return List.of();
    }

    private Segment write(Connection connection, String select, int columns) throws SQLException, IOException {
        long id = lastId.incrementAndGet();
        try {
            DuckDb.run(
                    connection,
                    "COPY (SELECT * FROM (" + select + ")" + ORDER + ") TO "
                            + ColumnTypes.text(files.segment(id).toString())
                            + " (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE " + ROW_GROUP
                            + ", USE_TMP_FILE false)");
            long bytes = files.sync(id);
            String path = StoredRows.parquet(List.of(files.segment(id)));
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT count(*), min(e), max(e) FROM " + path)) {
                row.next();
                return new Segment(id, row.getLong(1), columns, row.getLong(2), row.getLong(3), bytes);
            }
        } catch (SQLException | IOException e) {
            StoreFiles.delete(files.segment(id));
            throw e;
        }
    }

    /** Puts a segment in the place of others and of rows of the table, unless rows were replaced since the copy was begun. */
    private boolean exchange(ViewTable table, List<Segment> parts, Segment segment, long replacements, String delete) {
        store.writing().lock();
        try {
            if (table.replacements != replacements || !table.segments.containsAll(parts)) {
                StoreFiles.delete(files.segment(segment.id()));
                return false;
            }
            long[] moved = new long[1];
            // If this fails, what was written stays until the next start: it may be what the store names now.
            store.change(
                    connection -> {
                        if (!delete.isEmpty()) {
                            try (Statement statement = connection.createStatement()) {
                                moved[0] = statement.executeUpdate(delete);
                            }
                        }
                        Catalog.remove(connection, parts);
                        Catalog.add(connection, table.id, segment);
                        return true;
                    },
                    parts,
                    () -> {
                        table.finalRows -= moved[0];
                        table.segments = with(without(table.segments, parts), segment);
                    });
            return true;
        } finally {
            store.writing().unlock();
        }
    }

    /** Drops what is older; the caller holds the lock on writing. Rows in a segment that has younger ones too are hidden until it goes. */
    long drop(ViewTable table, long oldest) {
        List<Segment> expired = table.segments.stream()
                .filter(segment -> segment.maxEnd() < oldest)
                .toList();
        long[] dropped = new long[2];
        store.change(
                connection -> {
                    for (Segment segment : table.segments) {
                        boolean whole = segment.maxEnd() < oldest && segment.minEnd() >= table.oldest;
                        if (whole) {
                            dropped[0] += segment.rows();
                        } else if (segment.minEnd() < oldest) {
                            dropped[0] += DuckDb.number(
                                    connection,
                                    "SELECT count(*) FROM " + StoredRows.parquet(List.of(files.segment(segment.id())))
                                            + " WHERE e >= " + table.oldest + " AND e < " + oldest);
                        }
                    }
                    String old = " FROM " + table.table() + " WHERE e < " + oldest;
                    dropped[0] += DuckDb.number(connection, "SELECT count(*)" + old + " AND NOT d");
                    dropped[1] = DuckDb.number(connection, "SELECT count(*)" + old + " AND NOT d AND f");
                    DuckDb.run(connection, "DELETE" + old);
                    Catalog.remove(connection, expired);
                    DuckDb.run(connection, "UPDATE views SET oldest = " + oldest + " WHERE id = " + table.id);
                    return true;
                },
                expired,
                () -> {
                    table.finalRows -= dropped[1];
                    table.segments = without(table.segments, expired);
                    table.oldest = oldest;
                });
        return dropped[0];
    }

    static List<Segment> without(List<Segment> segments, List<Segment> gone) {
        return segments.stream().filter(segment -> !gone.contains(segment)).toList();
    }

    private static List<Segment> with(List<Segment> segments, Segment more) {
        return Stream.concat(segments.stream(), Stream.of(more))
                .sorted(Comparator.comparingLong(Segment::minEnd).thenComparingLong(Segment::id))
                .toList();
    }
}
