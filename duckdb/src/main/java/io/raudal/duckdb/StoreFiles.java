package io.raudal.duckdb;

import io.raudal.engine.file.DurableFile;
import io.raudal.engine.file.ProcessLock;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The store's folder: {@code store.duckdb}, {@code segments/ID.parquet}, {@code spill} for what does not fit into memory, and a lock
 * that one store holds. A segment's file that readers have pinned is deleted when the last of them lets go.
 */
final class StoreFiles implements AutoCloseable {
    private static final String SUFFIX = ".parquet";

    private final Path folder;
    private final Path segments;
    private final Path spill;
    private final ProcessLock lock;
    private final Map<Long, Integer> pins = new HashMap<>();
    private final Set<Long> retired = new HashSet<>();
    private long nextSpill;

    private StoreFiles(Path folder, ProcessLock lock) {
        this.folder = folder;
        this.lock = lock;
        segments = folder.resolve("segments");
        spill = folder.resolve("spill");
    }

    /**
     * @throws RaudalException CONFLICT if another store has the folder, UNWRITABLE_OUTPUT if it cannot be made
     */
    static StoreFiles open(Path folder) {
        try {
            Files.createDirectories(folder);
            ProcessLock lock = ProcessLock.take(folder.resolve("store.lock"))
                    .orElseThrow(() ->
                            new RaudalException(ErrorCode.CONFLICT, StoreFailures.message("store.in-use", folder)));
            StoreFiles files = new StoreFiles(folder.toRealPath(), lock);
            Files.createDirectories(files.segments);
            Files.createDirectories(files.spill);
            files.clearSpill();
            return files;
        } catch (IOException e) {
            throw new RaudalException(
                    ErrorCode.UNWRITABLE_OUTPUT,
                    StoreFailures.message("store.folder", folder, String.valueOf(e.getMessage())),
                    e);
        }
    }

    Path folder() {
        return folder;
    }

    Path database() {
        return folder.resolve("store.duckdb");
    }

    Path spill() {
        return spill;
    }

    Path segment(long id) {
        return segments.resolve(id + SUFFIX);
    }

    /** A new file for what is handed to a query. */
    synchronized Path newSpill() {
        return spill.resolve("rows-" + nextSpill++ + SUFFIX);
    }

    /** Removes segments that no table names: what a crash left half done. */
    void keepOnly(Set<Long> ids) throws IOException {
        Set<Path> known = ids.stream().map(this::segment).collect(Collectors.toSet());
        for (Path file : list(segments)) {
            if (!known.contains(file)) {
                Files.delete(file);
            }
        }
    }

    /** Brings a new segment to the disk, before any table names it; says how big it is. */
    long sync(long id) throws IOException {
        long bytes = DurableFile.syncContent(segment(id));
        DurableFile.syncNames(segments);
        return bytes;
    }

    synchronized void pin(Collection<Segment> used) {
        used.forEach(segment -> pins.merge(segment.id(), 1, Integer::sum));
    }

    synchronized void unpin(Collection<Segment> used) {
        for (Segment segment : used) {
            if (pins.merge(segment.id(), -1, Integer::sum) == 0) {
                pins.remove(segment.id());
                if (retired.remove(segment.id())) {
                    delete(segment(segment.id()));
                }
            }
        }
    }

    /** Deletes segments that no table names any more, now or when nobody reads them. */
    synchronized void retire(Collection<Segment> gone) {
        for (Segment segment : gone) {
            if (pins.containsKey(segment.id())) {
                retired.add(segment.id());
            } else {
                delete(segment(segment.id()));
            }
        }
    }

    long bytes() {
        try {
            long bytes = 0;
            for (Path file : list(folder)) {
                bytes += size(file);
            }
            for (Path file : list(segments)) {
                bytes += size(file);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a file; one that cannot be deleted is found and removed at the next start. */
    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(StoreFiles.class)
                    .atWarn()
                    .setCause(e)
                    .addKeyValue("file", file)
                    .log("file of the store cannot be deleted");
        }
    }

    private void clearSpill() throws IOException {
        for (Path file : list(spill)) {
            Files.delete(file);
        }
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (java.nio.file.NoSuchFileException e) {
            return 0;
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
