package io.raudal.kafka;

import io.raudal.engine.file.ProcessLock;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** The folder that a broker keeps everything in, locked against any other as long as this is open. */
final class BrokerDirectory implements AutoCloseable {
    /** What tells a broker of ours from any other. */
    private static final String CLUSTER = "raudal.";

    private static final String LOCK = "raudal.lock";
    private static final String MARK = "meta.properties";
    /** What formatting makes before its mark, and so can leave behind. */
    private static final Set<String> UNFINISHED =
            Set.of(LOCK, "__cluster_metadata-0", "bootstrap.checkpoint", ".kafka_cleanshutdown");

    private static final long FULL_BYTES = 1 << 20;

    private final Path path;
    private final ProcessLock lock;

    private BrokerDirectory(Path path, ProcessLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Takes the folder, and formats it if nothing is in it; refuses one that is not a broker's of ours. */
    static BrokerDirectory open(Path path) {
        ProcessLock lock = null;
        try {
            Files.createDirectories(path);
            // Before anything is written there.
            check(path);
            lock = lock(path);
            if (!Files.exists(path.resolve(MARK))) {
                format(path);
            }
            return new BrokerDirectory(path, lock);
        } catch (Exception e) {
            if (lock != null) {
                lock.close();
            }
            throw e instanceof RaudalException known ? known : unwritable(path, e);
        }
    }

    /** Whether so little room is left that this is why writing fails. */
    boolean isFull() {
        try {
            return Files.getFileStore(path).getUsableSpace() < FULL_BYTES;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        lock.close();
    }

    private static RaudalException unwritable(Path path, Throwable cause) {
        return Texts.of(ErrorCode.UNWRITABLE_OUTPUT, cause, "directory.unwritable", path.toString(), cause.toString());
    }

    private static ProcessLock lock(Path path) throws IOException {
        Path file = path.resolve(LOCK);
        Optional<ProcessLock> lock = ProcessLock.take(file);
        if (lock.isEmpty()) {
            throw Texts.of(ErrorCode.CONFLICT, null, "directory.locked", path.toString(), ProcessLock.holder(file));
        }
        return lock.get();
    }

    private static void check(Path path) throws IOException {
        if (!Files.exists(path.resolve(MARK))) {
            checkEmpty(path);
            return;
        }
        Properties mark = new Properties();
        try (var reader = Files.newBufferedReader(path.resolve(MARK))) {
            mark.load(reader);
        }
        String cluster = mark.getProperty("cluster.id", "");
        String node = mark.getProperty("node.id", "");
        if (!cluster.startsWith(CLUSTER) || !node.equals(Integer.toString(BrokerConfiguration.NODE))) {
            throw Texts.of(ErrorCode.CONFLICT, null, "directory.foreign", path.toString(), cluster, node);
        }
    }

    private static void checkEmpty(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            Optional<Path> other = files.filter(
                            file -> !UNFINISHED.contains(file.getFileName().toString()))
                    .findFirst();
            if (other.isPresent()) {
                throw Texts.of(
                        ErrorCode.CONFLICT,
                        null,
                        "directory.occupied",
                        path.toString(),
                        other.get().getFileName().toString());
            }
        }
    }

    private static void format(Path path) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(BrokerConfiguration.NODE)
                .setClusterId(CLUSTER + Uuid.randomUuid())
                .setControllerListenerName(BrokerConfiguration.CONTROLLER)
                .setMetadataLogDirectory(path.toString())
                .addDirectory(path.toString())
                .run();
    }
}
