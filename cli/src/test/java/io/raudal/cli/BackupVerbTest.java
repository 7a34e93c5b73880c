package io.raudal.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups of a data directory on which no platform runs, and what restore refuses. */
class BackupVerbTest {
    /** Of the data directory, as its file {@code version} has it. */
    private static final String LAYOUT = "2";

    private static final String VERSION = LAYOUT + "\n";

    private static final String LONG = "log/" + "a".repeat(180) + ".ñ-0/00000000000000000000.log";

    @TempDir
    private Path folder;

    private Path data;
    private Path archive;
    private Path restored;

    @BeforeEach
    void writeData() throws IOException {
        data = folder.resolve("data");
        archive = folder.resolve("backup.tar.zst");
        restored = folder.resolve("restored");
        write("version", VERSION);
        write("pipelines/plant.yaml", "kind: Pipeline\n");
        write("log/meta.properties", "cluster.id=raudal.x\n");
        write("store/store.duckdb", "x".repeat(100_000));
        write(LONG, "events");
        write("empty", "");
    }

    @Test
    void restore_ofABackup_hasTheSameFilesAndNoOthers() throws IOException {
        for (String other : List.of(
                "lock",
                "raudal.log",
                "raudal.1.log",
                "address",
                "copy.lock",
                "copy/version",
                "log/.lock",
                "log/raudal.lock",
                "log/old-0.1f-delete/0.log",
                "store/store.lock",
                "store/spill/rows-1.parquet",
                "snapshots/plant/x.part")) {
            write(other, "not to be kept");
        }
        CommandRun backup = run("backup", "--data", data.toString(), archive.toString());
        assertThat(backup.exitCode()).as(backup.errors()).isZero();
        assertThat(backup.errors()).contains(archive + ": 6 files, 98 KiB, packed into ");

        CommandRun restore = run("restore", archive.toString(), "--data", restored.toString());

        assertThat(restore.exitCode()).as(restore.errors()).isZero();
        assertThat(restore.errors()).contains("raudal up --data " + restored);
        Map<String, String> files = files(restored);
        files.remove("lock");
        assertThat(files)
                .containsOnlyKeys(
                        "version", "pipelines/plant.yaml", "log/meta.properties", "store/store.duckdb", LONG, "empty")
                .containsEntry("store/store.duckdb", "x".repeat(100_000))
                .containsEntry(LONG, "events");
        assertThat(left()).as("nothing unfinished").containsExactlyInAnyOrder("data", "backup.tar.zst", "restored");
    }

    @Test
    void backup_withoutALog_saysThatTheEventsAreElsewhere() throws IOException {
        delete(data.resolve("log"));

        CommandRun backup = run("backup", "--data", data.toString(), archive.toString());

        assertThat(backup.exitCode()).isZero();
        assertThat(backup.errors()).contains("has no events, for they are on an outside cluster");
        Files.delete(archive);
        write("log/meta.properties", "x");
        assertThat(run("backup", "--data", data.toString(), archive.toString()).errors())
                .doesNotContain("has no events");
    }

    @Test
    void backup_toAFileThatIsThere_needsForce() throws IOException {
        Files.writeString(archive, "precious");

        CommandRun refused = run("backup", "--data", data.toString(), archive.toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.errors()).contains("is there already").contains("--force");
        assertThat(archive).hasContent("precious");

        assertThat(run("backup", "--data", data.toString(), archive.toString(), "--force")
                        .exitCode())
                .isZero();
        assertThat(Files.size(archive)).isGreaterThan(100);
    }

    @Test
    void backup_ofWhatIsNoDataDirectory_isRefusedAndNothingIsWritten() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));

        CommandRun run = run("backup", "--data", other.toString(), archive.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains(other + ": is no data directory of raudal");
        assertThat(archive).doesNotExist();
        assertThat(left()).containsExactlyInAnyOrder("data", "other");
    }

    @Test
    void backup_intoTheDataDirectory_isRefused() {
        CommandRun run =
                run("backup", "--data", data.toString(), data.resolve("b").toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("must not lie in the data directory");
    }

    @Test
    void restore_intoADirectoryThatIsNotEmpty_isRefusedAndLeavesItAlone() throws IOException {
        backup();
        Path file = Files.writeString(Files.createDirectories(restored).resolve("precious"), "x");

        CommandRun run = run("restore", archive.toString(), "--data", restored.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains(restored + ": is not empty");
        assertThat(file).hasContent("x");
    }

    @Test
    void restore_overADirectoryInUse_isRefused() {
        backup();
        CommandRun run = run("restore", archive.toString(), "--data", data.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains(data + ": is not empty");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 100, -1, -4, -100})
    void restore_ofAnArchiveThatIsCutOff_isRefusedAndLeavesNothing(int length) throws IOException {
        backup();
        byte[] whole = Files.readAllBytes(archive);
        Files.write(archive, Arrays.copyOf(whole, length < 0 ? whole.length + length : length));

        refused("backup.tar.zst: is ");
    }

    /** Wherever a bit is turned over: nothing but what was written is ever restored. */
    @Test
    void restore_ofAnArchiveWithAnyWrongBit_isRefusedAndLeavesNothing() throws IOException {
        backup();
        byte[] whole = Files.readAllBytes(archive);
        Map<String, String> content = files(data);
        content.remove("lock");
        long seed = System.nanoTime();
        System.out.println("BackupVerbTest seed " + seed);
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            byte[] wrong = whole.clone();
            int bit = random.nextInt(whole.length * 8);
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(archive, wrong);

            CommandRun run = run("restore", archive.toString(), "--data", restored.toString());

            if (run.exitCode() == 0) {
                // Some bits of a packed stream mean nothing.
                assertThat(files(restored)).as("bit %d", bit).containsAllEntriesOf(content);
                delete(restored);
                continue;
            }
            refused++;
            assertThat(run.errors())
                    .as("bit %d", bit)
                    .contains("backup.tar.zst: ")
                    .doesNotContain("bug");
            assertThat(restored).as("bit %d", bit).doesNotExist();
        }
        assertThat(refused).isGreaterThan(250);
    }

    @Test
    void restore_ofPathsThatLeadElsewhere_isRefusedAndWritesNothing() throws IOException {
        for (String path : List.of(
                "../evil",
                "/tmp/evil",
                "log/../../evil",
                "..",
                "log/..",
                "./evil",
                "log//evil",
                "log\\..\\evil",
                "a\u0000b",
                "lock",
                "copy/x")) {
            forge(Map.of("version", VERSION, path, "evil"), '0');
            refused("was changed: ");
            assertThat(folder.resolve("evil")).doesNotExist();
        }
    }

    @Test
    void restore_ofALink_isRefused() throws IOException {
        forge(Map.of("version", VERSION, "log/x", "/etc/passwd"), '2');
        refused("was changed: log/x does not belong there");
    }

    @Test
    void restore_ofOtherFilesThanTheManifestNames_isRefused() throws IOException {
        String version = entry("version", VERSION, VERSION);
        write(tar("manifest.json", manifest(1, LAYOUT, version)), tar("version", "7\n"));
        refused("is damaged: version is not what was written");
        write(tar("manifest.json", manifest(1, LAYOUT, version)));
        refused("is damaged: version is missing");
        write(tar("manifest.json", manifest(1, LAYOUT, version)), tar("version", VERSION), tar("further", "x"));
        refused("was changed: further does not belong there");
        write(
                tar("manifest.json", manifest(1, LAYOUT, version, version)),
                tar("version", VERSION),
                tar("version", VERSION));
        refused("was changed: version does not belong there");
        write(tar("manifest.json", manifest(1, LAYOUT, version)), tar("version", VERSION.repeat(400)));
        refused("was changed: version does not belong there");
    }

    @Test
    void restore_ofWhatThisVersionDoesNotKnow_saysWhichDoes() throws IOException {
        write(tar("manifest.json", manifest(2, LAYOUT, entry("version", VERSION, VERSION))), tar("version", VERSION));
        refused("is a backup of format 2, which this version does not know; restore it with raudal 9.9");
        write(tar("manifest.json", manifest(1, "7", entry("version", "7\n", "7\n"))), tar("version", "7\n"));
        refused("is of a data directory with layout 7, this version has " + LAYOUT + "; restore it with raudal 9.9");
    }

    @Test
    void restore_ofSomethingElse_isRefused() throws IOException {
        Files.writeString(archive, "PK and so on");
        refused("is no backup of raudal");
        write(tar("readme", "x"));
        refused("is no backup of raudal");
        write(tar("manifest.json", "{"));
        refused("its list of files cannot be read");
        Files.delete(archive);
        refused("there is no such file");
    }

    private void backup() {
        CommandRun run = run("backup", "--data", data.toString(), archive.toString());
        assertThat(run.exitCode()).as(run.errors()).isZero();
    }

    private void refused(String reason) {
        CommandRun run = run("restore", archive.toString(), "--data", restored.toString());
        assertThat(run.exitCode()).as(run.errors()).isEqualTo(1);
        assertThat(run.errors()).contains(reason).doesNotContain("bug");
        assertThat(restored).doesNotExist();
    }

    private static CommandRun run(String... arguments) {
        return CommandRun.of(Map.of(), "", List.of(arguments));
    }

    private void write(String path, String text) throws IOException {
        Path file = data.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    /** An archive whose manifest is right, with files that nobody should write. */
    private void forge(Map<String, String> files, char type) throws IOException {
        String[] entries = files.entrySet().stream()
                .sorted(Map.Entry.<String, String>comparingByKey().reversed())
                .map(file -> entry(file.getKey(), file.getValue(), file.getValue()))
                .toArray(String[]::new);
        byte[][] parts = Stream.concat(
                        Stream.of(tar("manifest.json", manifest(1, LAYOUT, entries))),
                        files.entrySet().stream()
                                .sorted(Map.Entry.<String, String>comparingByKey()
                                        .reversed())
                                .map(file -> tar(
                                        file.getKey(),
                                        file.getValue(),
                                        file.getKey().equals("version") ? '0' : type)))
                .toArray(byte[][]::new);
        write(parts);
    }

    private void write(byte[]... files) throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (byte[] file : files) {
            tar.write(file);
        }
        tar.write(new byte[1024]);
        Files.write(archive, Zstd.compress(tar.toByteArray()));
    }

    private static String manifest(int format, String layout, String... entries) {
        return "{\"format\":" + format + ",\"raudal\":\"9.9\",\"layout\":\"" + layout
                + "\",\"takenAt\":\"2026-01-01T00:00:00Z\",\"files\":["
                + Arrays.stream(entries).collect(Collectors.joining(",")) + "]}";
    }

    private static String entry(String path, String sized, String summed) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(summed.getBytes(UTF_8));
            return "{\"path\":\"" + path.replace("\\", "\\\\").replace("\u0000", "\\u0000") + "\",\"bytes\":"
                    + sized.length() + ",\"sha256\":\"" + HexFormat.of().formatHex(sum) + "\"}";
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] tar(String name, String content) {
        return tar(name, content, '0');
    }

    /** Written by hand, as a stranger would. */
    private static byte[] tar(String name, String content, char type) {
        byte[] bytes = content.getBytes(UTF_8);
        ByteBuffer tar = ByteBuffer.allocate(512 + (bytes.length + 511) / 512 * 512);
        tar.put(0, name.getBytes(UTF_8));
        tar.put(100, "0000644\0000000000\0000000000\000".getBytes(UTF_8));
        tar.put(124, String.format("%011o\00000000000000\000", bytes.length).getBytes(UTF_8));
        tar.put(148, "        ".getBytes(UTF_8));
        tar.put(156, (byte) type);
        tar.put(257, "ustar\00000".getBytes(UTF_8));
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += tar.get(i) & 0xFF;
        }
        tar.put(148, String.format("%06o\000 ", sum).getBytes(UTF_8));
        tar.put(512, bytes);
        return tar.array();
    }
}
