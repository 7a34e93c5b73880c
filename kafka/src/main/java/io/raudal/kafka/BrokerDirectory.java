package io.raudal.kafka;

import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

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
    private final FileChannel lock;

    private BrokerDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Takes the folder, and formats it if nothing is in it; refuses one that is not a broker's of ours. */
    static BrokerDirectory open(Path path) {
        FileChannel channel = null;
        try {
            Files.createDirectories(path);
            // Before anything is written there.
            check(path);
            channel = FileChannel.open(
                    path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            lock(path, channel);
            if (!Files.exists(path.resolve(MARK))) {
                format(path);
            }
            return new BrokerDirectory(path, channel);
        } catch (RaudalException e) {
            closeQuietly(channel);
            throw e;
        } catch (Exception e) {
            closeQuietly(channel);
            throw unwritable(path, e);
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
        closeQuietly(lock);
    }

    private static RaudalException unwritable(Path path, Throwable cause) {
        return Texts.of(ErrorCode.UNWRITABLE_OUTPUT, cause, "directory.unwritable", path.toString(), cause.toString());
    }

    private static void lock(Path path, FileChannel channel) throws IOException {
        FileLock taken;
        try {
            taken = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            taken = null;
        }
        if (taken == null) {
            ByteBuffer owner = ByteBuffer.allocate(32);
            channel.read(owner, 0);
            throw Texts.of(
                    ErrorCode.CONFLICT,
                    null,
                    "directory.locked",
                    path.toString(),
                    new String(owner.array(), 0, owner.position(), StandardCharsets.US_ASCII));
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)), 0);
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

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The lock goes with the process at the latest.
        }
    }
}
