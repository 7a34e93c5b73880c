package io.raudal.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.raudal.engine.RowChange;
import io.raudal.engine.store.Commit;
import io.raudal.engine.store.RowQuery;
import io.raudal.engine.store.StoredView;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full refuses commits whole, loses none that were kept, and takes them again when there is room. Needs to mount a small file system. */
class DuckDbDiskFullIT {
    private static final int ROWS = 500;

    @TempDir
    private Path folder;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", disk.toString()) == 0, "may not mount");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    @Test
    void commits_onAFullDisk_areRefusedWholeAndGoOnAfterwards() throws Exception {
        Random random = new Random(5);
        Path ballast = disk.resolve("ballast");
        Path data = disk.resolve("data");
        long kept = 0;
        int refused = 0;
        DuckDbStore store = new DuckDbStore(data, new StoreOptions(64 << 20, 2, 2_000));
        try {
            store.ensure(StoreWriterProcess.STORED);
            for (int time = 0; time < 3; time++) {
                Files.write(ballast, new byte[(10 + 4 * time) << 20]);
                int failures = 0;
                while (failures < 20) {
                    try {
                        store.commit(commit(kept + 1, random));
                        kept++;
                    } catch (RaudalException e) {
                        assertThat(e.code()).isEqualTo(ErrorCode.UNWRITABLE_OUTPUT);
                        failures++;
                        refused++;
                        // The disk may have become full behind the commit, in the tidying up.
                        long mark = mark(store);
                        assertThat(mark).isBetween(kept, kept + 1);
                        kept = mark;
                    }
                    assertThat(kept).as("the disk never got full").isLessThan(3_000);
                }
                check(store, kept);
                if (time == 1) {
                    store.close();
                    Files.delete(ballast);
                    store = new DuckDbStore(data, new StoreOptions(64 << 20, 2, 2_000));
                    check(store, kept);
                } else {
                    Files.delete(ballast);
                }
                store.commit(commit(++kept, random));
                check(store, kept);
                store.ensure(new StoredView(
                        StoreWriterProcess.VIEW, StoreWriterProcess.STORED.columns(), Duration.ofSeconds(1)));
                // Room for the next time.
                store.drop(StoreWriterProcess.VIEW, kept * 1000 + 1000);
            }
            assertThat(refused).isEqualTo(60);
        } finally {
            store.close();
        }
    }

    private static void check(DuckDbStore store, long kept) {
        assertThat(mark(store)).isEqualTo(kept);
        TreeMap<Long, Long> rows = store.read(StoreWriterProcess.VIEW, RowQuery.all()).stream()
                .collect(Collectors.groupingBy(RowChange::windowEnd, TreeMap::new, Collectors.counting()));
        assertThat(rows.values()).allMatch(count -> count == ROWS);
        assertThat(rows.lastKey()).isEqualTo(kept * 1000);
        assertThat(rows).hasSize((int) (kept - rows.firstKey() / 1000 + 1));
    }

    private static long mark(DuckDbStore store) {
        return Long.parseLong(new String(store.mark("w").orElseThrow(), StandardCharsets.UTF_8));
    }

    private static Commit commit(long number, Random random) {
        List<RowChange> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            byte[] noise = new byte[30];
            random.nextBytes(noise);
            String key = String.format("%08d-start---device%d", number, i);
            rows.add(RowChange.put(
                    key.getBytes(StandardCharsets.UTF_8),
                    1,
                    new @Nullable Object[] {new String(noise, StandardCharsets.ISO_8859_1), number},
                    true,
                    number * 1000));
        }
        return new Commit(
                "w", Long.toString(number).getBytes(StandardCharsets.UTF_8), Map.of(StoreWriterProcess.VIEW, rows));
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
