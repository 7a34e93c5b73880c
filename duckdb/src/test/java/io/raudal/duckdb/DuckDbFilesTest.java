package io.raudal.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.raudal.engine.store.Commit;
import io.raudal.engine.store.RowQuery;
import io.raudal.engine.store.StoredView;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store says to files that it cannot use, and which files it leaves. */
class DuckDbFilesTest {
    private static final StoreOptions SMALL = new StoreOptions(64 << 20, 2, 50);

    @TempDir
    private Path folder;

    @BeforeEach
    void writeSome() {
        try (DuckDbStore store = new DuckDbStore(folder, SMALL)) {
            store.ensure(StoreWriterProcess.STORED);
            for (int number = 1; number <= 10; number++) {
                store.commit(StoreWriterProcess.commit(number));
            }
            DuckDbSegmentsTest.await(
                    () -> !store.table(StoreWriterProcess.VIEW).segments.isEmpty());
        }
    }

    @Test
    void store_openedTwice_isRefusedByName() {
        try (DuckDbStore store = new DuckDbStore(folder, SMALL)) {
            refused(ErrorCode.CONFLICT, "another process has it open");
            assertThat(store.mark("w")).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4096, 8192, 12288})
    void database_overwritten_isRefusedByName(int at) throws Exception {
        write(at, new byte[4096]);
        refused(ErrorCode.INVALID_STORE, "store.duckdb");
    }

    @Test
    void database_ofANewerDuckDb_isRefusedByName() throws Exception {
        write(12, number(9999));
        // DuckDB says itself which checksum such a header must have.
        String complaint = assertThatExceptionOfType(RaudalException.class)
                .isThrownBy(() -> new DuckDbStore(folder, SMALL))
                .actual()
                .getMessage();
        Matcher checksum = Pattern.compile("computed checksum (\\d+)").matcher(complaint);
        assertThat(checksum.find()).as(complaint).isTrue();
        write(0, number(Long.parseUnsignedLong(checksum.group(1))));
        refused(ErrorCode.INVALID_STORE, "a newer version of Raudal wrote it");
    }

    @Test
    void database_ofANewerRaudal_isRefusedByName() throws Exception {
        try (Connection connection = DuckDb.open(folder.resolve("store.duckdb").toString(), new Properties())) {
            DuckDb.run(connection, "UPDATE format SET version = 2");
        }
        refused(ErrorCode.INVALID_STORE, "a newer version of Raudal wrote it");
    }

    @Test
    void folder_thatIsAFile_isRefusedByName() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatExceptionOfType(RaudalException.class)
                .isThrownBy(() -> new DuckDbStore(file, SMALL))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNWRITABLE_OUTPUT))
                .satisfies(e -> assertThat(e.in(Locale.forLanguageTag("es"))).contains("no se puede usar la carpeta"));
    }

    @Test
    void segment_damaged_failsTheReadAndNotTheCommit() throws Exception {
        for (Path segment : list("segments")) {
            Files.write(segment, new byte[100]);
        }
        try (DuckDbStore store = new DuckDbStore(folder, SMALL)) {
            assertThatExceptionOfType(RaudalException.class)
                    .isThrownBy(() -> store.read(StoreWriterProcess.VIEW, RowQuery.all()))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_STORE));
            Commit next = StoreWriterProcess.commit(11);
            store.commit(new Commit(
                    "w",
                    next.mark(),
                    Map.of(
                            StoreWriterProcess.VIEW,
                            next.changes().get(StoreWriterProcess.VIEW).subList(0, StoreWriterProcess.ROWS))));
            assertThat(store.mark("w"))
                    .hasValueSatisfying(mark -> assertThat(mark).isEqualTo(next.mark()));
        }
    }

    @Test
    void files_thatACrashLeft_areRemoved() throws Exception {
        Files.write(folder.resolve("segments/99.parquet"), new byte[10]);
        Files.write(folder.resolve("spill/rows-1.parquet"), new byte[10]);
        List<Path> before = list("segments");
        new DuckDbStore(folder, SMALL).close();
        assertThat(list("segments")).hasSize(before.size() - 1).doesNotContain(folder.resolve("segments/99.parquet"));
        assertThat(list("spill")).isEmpty();
    }

    @Test
    void segmentsPastRetention_whenNobodyReadsThem_areDeleted() throws Exception {
        try (DuckDbStore store = new DuckDbStore(folder, SMALL)) {
            store.ensure(new StoredView(
                    StoreWriterProcess.VIEW, StoreWriterProcess.STORED.columns(), Duration.ofSeconds(1)));
            ViewTable table = store.table(StoreWriterProcess.VIEW);
            StoredRows reader = store.rows(table, Long.MIN_VALUE, Long.MAX_VALUE);
            List<Path> read = reader.paths(reader.segments());
            assertThat(store.drop(StoreWriterProcess.VIEW, 1_000_000)).isEqualTo(405);
            assertThat(read).isNotEmpty().allMatch(Files::exists);
            assertThat(DuckDb.number(reader.connection(), "SELECT count(*) FROM (" + reader.sql("") + ")"))
                    .isEqualTo(405);
            reader.close();
            assertThat(read).noneMatch(Files::exists);
            assertThat(store.read(StoreWriterProcess.VIEW, RowQuery.all())).isEmpty();
        }
    }

    /** The driver leaves 70 MB behind in each process that is killed. */
    @Test
    void library_thatTheDriverUnpacks_doesNotStay() throws Exception {
        new DuckDbStore(folder, SMALL).close();
        long own = ProcessHandle.current().pid();
        if (Files.isReadable(Path.of("/proc/self/maps"))) {
            try (Stream<String> maps = Files.lines(Path.of("/proc/" + own + "/maps"))) {
                assertThat(maps.filter(line -> line.contains("/libduckdb_java")))
                        .isNotEmpty()
                        .allMatch(line -> line.endsWith("(deleted)"));
            }
        }
    }

    private void refused(ErrorCode code, String text) {
        assertThatExceptionOfType(RaudalException.class)
                .isThrownBy(() -> new DuckDbStore(folder, SMALL).close())
                .satisfies(e -> assertThat(e.code()).isEqualTo(code))
                .withMessageContaining(text)
                .withMessageContaining(folder.toString());
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }

    private void write(int at, byte[] bytes) throws Exception {
        try (FileChannel file = FileChannel.open(folder.resolve("store.duckdb"), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(bytes), at);
        }
    }

    private List<Path> list(String name) throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.toList();
        }
    }
}
