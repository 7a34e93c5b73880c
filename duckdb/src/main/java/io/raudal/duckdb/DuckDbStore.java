package io.raudal.duckdb;

import io.raudal.engine.RowChange;
import io.raudal.engine.store.ColumnSink;
import io.raudal.engine.store.Commit;
import io.raudal.engine.store.RowQuery;
import io.raudal.engine.store.Store;
import io.raudal.engine.store.StoredView;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * A store in one folder: a DuckDB database with the latest rows and all that must change at once, and Parquet segments with older final
 * rows, which nothing changes any more. A commit is on the disk when it returns.
 *
 * <p>Rows are written twice, once where they are safe and once where they are fast: segments are ordered by group, so the rows of one
 * key are read without the others, exploratory SQL reads them in a process of its own, and what is past retention is a file to delete.
 * Writers hold one lock; readers see the moment at which they began and wait for nobody.
 */
public final class DuckDbStore implements Store {
    private final StoreFiles files;
    private final StoreOptions options;
    private final Map<String, ViewTable> tables = new ConcurrentHashMap<>();
    private final ReentrantLock writing = new ReentrantLock();
    /** Taken behind the one above, shared while a reader takes its place, alone while segments change. */
    private final ReentrantReadWriteLock placing = new ReentrantReadWriteLock();

    private final SegmentKeeper keeper;
    private volatile DuckDBConnection writer;

    /**
     * Opens the store of a folder, which is made if it is not there.
     *
     * @throws RaudalException CONFLICT if another store has it open; INVALID_STORE if it is damaged or of a newer version
     */
    public DuckDbStore(Path folder, StoreOptions options) {
        this.options = options;
        files = StoreFiles.open(folder);
        try {
            writer = connect();
            Catalog.load(writer).forEach(table -> tables.put(table.view.name(), table));
            Set<Long> known = tables.values().stream()
                    .flatMap(table -> table.segments.stream())
                    .map(Segment::id)
                    .collect(Collectors.toSet());
            files.keepOnly(known);
            keeper = new SegmentKeeper(
                    this,
                    files,
                    options.sealRows(),
                    known.stream().mapToLong(id -> id).max().orElse(0));
        } catch (SQLException e) {
            files.close();
            throw StoreFailures.ofOpening(files.database(), e);
        } catch (IOException e) {
            files.close();
            throw new RaudalException(
                    ErrorCode.UNWRITABLE_OUTPUT,
                    StoreFailures.message("store.folder", folder, String.valueOf(e.getMessage())),
                    e);
        } catch (RaudalException e) {
            files.close();
            throw e;
        }
        keeper.start();
    }

    private DuckDBConnection connect() throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("threads", Integer.toString(options.threads()));
        settings.setProperty("memory_limit", (options.memoryBytes() >> 10) + "KiB");
        settings.setProperty("temp_directory", files.spill().toString());
        settings.setProperty("preserve_insertion_order", "false");
        settings.setProperty("jdbc_stream_results", "true");
        Connection connection = DuckDb.open(files.database().toString(), settings);
        try {
            Catalog.prepare(connection, files.database());
            return (DuckDBConnection) connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void ensure(StoredView view) {
        writing.lock();
        try {
            ViewTable present = tables.get(view.name());
            if (present == null) {
                int id = tables.values().stream()
                                .mapToInt(table -> table.id)
                                .max()
                                .orElse(0)
                        + 1;
                change(
                        connection -> {
                            Catalog.add(connection, id, view);
                            return false;
                        },
                        List.of(),
                        () -> {});
                ViewTable table = new ViewTable(id, view, List.of(), Long.MIN_VALUE);
                table.maxEnd = Long.MIN_VALUE;
                tables.put(view.name(), table);
            } else if (!present.view.equals(view)) {
                present.requireAdditions(view);
                change(
                        connection -> {
                            Catalog.evolve(connection, present, view);
                            return false;
                        },
                        List.of(),
                        () -> present.view = view);
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void commit(Commit commit) {
        Map<ViewTable, List<RowChange>> changes = new LinkedHashMap<>();
        commit.changes().forEach((view, rows) -> changes.put(table(view), rows));
        writing.lock();
        try {
            List<TableWriter.Written> written = new ArrayList<>();
            List<Segment> given = new ArrayList<>();
            change(
                    connection -> {
                        TableWriter to = new TableWriter(connection, files);
                        for (Map.Entry<ViewTable, List<RowChange>> entry : changes.entrySet()) {
                            if (!entry.getValue().isEmpty()) {
                                written.add(to.write(entry.getKey(), entry.getValue()));
                            }
                        }
                        written.forEach(table -> given.addAll(table.given()));
                        Catalog.mark(connection, commit.writer(), commit.mark());
                        return !given.isEmpty();
                    },
                    given,
                    () -> written.forEach(DuckDbStore::settle));
            if (written.stream().anyMatch(table -> table.table().finalRows >= options.sealRows())) {
                keeper.wake();
            }
        } finally {
            writing.unlock();
        }
    }

    private static void settle(TableWriter.Written written) {
        ViewTable table = written.table();
        table.nextCommit++;
        table.finalRows = written.finalRows();
        table.hasOther = written.hasOther();
        table.maxEnd = written.maxEnd();
        table.replacements += written.replaced() ? 1 : 0;
        table.segments = SegmentKeeper.without(table.segments, written.given());
    }

    /** What is done in a transaction; says whether rows move between the table and segments, or with them. */
    @FunctionalInterface
    interface Change {
        boolean make(Connection connection) throws SQLException;
    }

    /**
     * Makes a change, all or nothing; the caller holds the lock on writing.
     *
     * @param gone segments that nobody needs once it is made, known when it has been tried
     * @param settled takes note of what has changed, before any reader sees it
     */
    void change(Change change, List<Segment> gone, Runnable settled) {
        DuckDBConnection connection = writer;
        boolean placed = false;
        try {
            DuckDb.run(connection, "BEGIN");
            if (change.make(connection)) {
                placing.writeLock().lock();
                placed = true;
            }
            DuckDb.run(connection, "COMMIT");
            settled.run();
        } catch (SQLException e) {
            DuckDb.rollback(connection, e);
            recover(e);
            throw StoreFailures.of(files.folder(), e);
        } catch (RuntimeException e) {
            DuckDb.rollback(connection, e);
            throw e;
        } finally {
            if (placed) {
                placing.writeLock().unlock();
            }
        }
        files.retire(gone);
    }

    /**
     * Takes note of what is there after a failure: whether the commit was kept is not known. A database that DuckDB has given up is
     * opened again.
     */
    private void recover(SQLException failure) {
        placing.writeLock().lock();
        try {
            if (StoreFailures.isFatal(failure)) {
                writer.close();
                writer = connect();
            }
            for (ViewTable table : tables.values()) {
                Catalog.refresh(writer, table);
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
        } finally {
            placing.writeLock().unlock();
        }
    }

    @Override
    public Optional<byte[]> mark(String name) {
        try (Connection connection = writer.duplicate()) {
            return Catalog.mark(connection, name);
        } catch (SQLException e) {
            throw StoreFailures.of(files.folder(), e);
        }
    }

    @Override
    public List<RowChange> read(String view, RowQuery query) {
        ViewTable table = table(view);
        try (StoredRows rows = rows(table, query.fromMillis(), query.toMillis())) {
            return TableReader.read(rows, table, query);
        } catch (SQLException e) {
            throw StoreFailures.of(files.folder(), e);
        }
    }

    @Override
    public void scan(String view, long fromMillis, long toMillis, ColumnSink sink) {
        try (StoredRows rows = rows(table(view), fromMillis, toMillis)) {
            TableReader.scan(rows, sink);
        } catch (SQLException e) {
            throw StoreFailures.of(files.folder(), e);
        }
    }

    @Override
    public long drop(String view, long watermarkMillis) {
        ViewTable table = table(view);
        writing.lock();
        try {
            Duration retention = table.view.retention();
            if (retention == null) {
                return 0;
            }
            long oldest = watermarkMillis - retention.toMillis();
            if (oldest > watermarkMillis || oldest <= table.oldest) {
                return 0;
            }
            return keeper.drop(table, oldest);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public Set<String> views() {
        return Set.copyOf(tables.keySet());
    }

    @Override
    public void delete(Set<String> writers, Set<String> views) {
        writing.lock();
        try {
            List<ViewTable> gone =
                    views.stream().map(tables::get).filter(Objects::nonNull).toList();
            List<Segment> segments =
                    gone.stream().flatMap(table -> table.segments.stream()).toList();
            change(
                    connection -> {
                        for (ViewTable table : gone) {
                            Catalog.remove(connection, table);
                        }
                        for (String marked : writers) {
                            Catalog.unmark(connection, marked);
                        }
                        return true;
                    },
                    segments,
                    () -> gone.forEach(table -> {
                        tables.remove(table.view.name());
                        table.forget();
                    }));
        } finally {
            writing.unlock();
        }
    }

    @Override
    public long bytes() {
        return files.bytes();
    }

    /**
     * Copies what is stored at one moment into a folder that is not there yet; a store can be opened on it. Readers go on, writers
     * wait. The database is copied by DuckDB: whoever else opened and closed its file in this process would end its lock. Segments
     * are linked.
     *
     * @param alongside done while nothing is committed
     */
    public void copy(Path folder, Runnable alongside) {
        writing.lock();
        try (Connection connection = writer.duplicate()) {
            StoreCopy.write(connection, files, tables(), folder, alongside);
        } catch (SQLException e) {
            throw StoreFailures.of(folder, e);
        } catch (IOException e) {
            throw new RaudalException(
                    ErrorCode.UNWRITABLE_OUTPUT,
                    StoreFailures.message("store.folder", folder, String.valueOf(e.getMessage())),
                    e);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        keeper.stop();
        writing.lock();
        try {
            writer.close();
        } catch (SQLException e) {
            throw StoreFailures.of(files.folder(), e);
        } finally {
            writing.unlock();
            files.close();
        }
    }

    ViewTable table(String view) {
        ViewTable found = tables.get(view);
        if (found == null) {
            throw new IllegalArgumentException("no view " + view);
        }
        return found;
    }

    List<ViewTable> tables() {
        return List.copyOf(tables.values());
    }

    ReentrantLock writing() {
        return writing;
    }

    StoreFiles files() {
        return files;
    }

    /** The rows of a view at this moment. */
    StoredRows rows(ViewTable table, long fromMillis, long toMillis) throws SQLException {
        placing.readLock().lock();
        try {
            Connection connection = writer.duplicate();
            try {
                return new StoredRows(files, connection, table, fromMillis, toMillis);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } finally {
            placing.readLock().unlock();
        }
    }
}
