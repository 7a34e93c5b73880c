package io.raudal.engine.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.github.luben.zstd.Zstd;
import io.raudal.engine.RecordFormat;
import io.raudal.engine.file.UnpackedStream;
import io.raudal.engine.scan.RecordFormats;
import io.raudal.model.Column;
import io.raudal.model.DataType.Simple;
import io.raudal.model.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding, unpacking and cutting of inputs. */
class InputsTest {
    private static final List<Column> COLUMNS = List.of(Column.of("a", Simple.STRING));
    private static final RecordFormat JSON = RecordFormats.of(COLUMNS, List.of(0), new Format.Json(), ZoneOffset.UTC);
    private static final RecordFormat CSV = RecordFormats.of(COLUMNS, List.of(0), Format.Csv.DEFAULT, ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @Test
    void blocks_ofAnySize_areWholeRecordsAndAllOfTheInput() throws IOException {
        long seed = System.nanoTime();
        System.out.println("InputsTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            int records = random.nextInt(60);
            for (int i = 0; i < records; i++) {
                text.append("x".repeat(random.nextInt(random.nextInt(10) == 0 ? 500 : 20)))
                        .append(random.nextBoolean() ? "\n" : "\r\n");
            }
            if (random.nextBoolean()) {
                text.append("no line end");
            }
            byte[] content = text.toString().getBytes(UTF_8);
            List<String> blocks =
                    blocks(InputFile.of("m", pack(content, round % 3, random)), JSON, 1 + random.nextInt(100));
            assertThat(String.join("", blocks)).as("seed %d", seed).isEqualTo(text.toString());
            for (int i = 0; i + 1 < blocks.size(); i++) {
                assertThat(blocks.get(i)).as("seed %d", seed).endsWith("\n");
            }
        }
    }

    @Test
    void csv_headerAndMark_areCutOffAndQuotedLineEndsKeepTogether() throws IOException {
        String text = "\ufeff\n\"a\n\",b\r\n\"1\n2\",x\n3,y\n";
        for (int size = 1; size < 40; size++) {
            try (BlockReader reader = new BlockReader(InputFile.of("m", text.getBytes(UTF_8)), CSV, size)) {
                List<String> blocks = blocks(reader, size);
                assertThat(new String(reader.header(), UTF_8)).isEqualTo("\"a\n\",b\r\n");
                assertThat(String.join("|", blocks)).isIn("\"1\n2\",x\n3,y\n", "\"1\n2\",x\n|3,y\n");
            }
        }
        assertThat(blocks(InputFile.of("m", "a,b".getBytes(UTF_8)), CSV, 10)).isEmpty();
        assertThat(blocks(InputFile.of("m", new byte[0]), CSV, 10)).isEmpty();
    }

    @Test
    void mark_secondAtTheHead_isContent() throws IOException {
        byte[] text = "\ufeff\ufeff{}\n".getBytes(UTF_8);
        assertThat(blocks(InputFile.of("m", text), JSON, 1)).containsExactly("\ufeff{}\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void packed_inSeveralMembers_isOneInput(int packing) throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int i = 0; i < 5; i++) {
            members.write(
                    pack(("line " + i + "\n" + "y".repeat(i * 40_000) + "\n").getBytes(UTF_8), packing, new Random(i)));
        }
        Path file = Files.write(folder.resolve("data.txt"), members.toByteArray());
        List<String> blocks = blocks(InputFile.of(file), JSON, 1000);
        assertThat(String.join("", blocks)).hasSize(5 * 8 + 400_000).contains("line 0\n", "line 4\n");
        try (UnpackedStream source = InputFile.of(file).open()) {
            while (source.read(new byte[1000], 0, 1000) >= 0) {
                // to the end
            }
            assertThat(source.consumed()).isEqualTo(Files.size(file));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void packed_thatBreaksOff_givesWhatIsBeforeAndSaysSo(int packing) throws IOException {
        byte[] whole = pack("0123456789\n".repeat(100_000).getBytes(UTF_8), packing, new Random(1));
        byte[] cut = Arrays.copyOf(whole, whole.length * 2 / 3);
        try (BlockReader reader = new BlockReader(InputFile.of("m", cut), JSON, 1000)) {
            String read = String.join("", blocks(reader, 1000));
            assertThat(read).hasSizeGreaterThan(100_000).endsWith("9\n").startsWith("0123");
            assertThat(read.length() % 11).isZero();
            assertThat(reader.failures().get(0).in(Locale.ENGLISH)).contains("cannot be read to its end");
            assertThat(reader.rejected()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void gzip_withGarbageOrZerosBehind_isToldOrLeftOut() throws IOException {
        byte[] good = pack("a\nb\n".getBytes(UTF_8), 1, new Random(1));
        byte[] zeros = Arrays.copyOf(good, good.length + 512);
        assertThat(blocks(InputFile.of("m", zeros), JSON, 100)).containsExactly("a\nb\n");
        byte[] garbage = Arrays.copyOf(good, good.length + 3);
        garbage[good.length] = 'x';
        byte[] wrongSum = good.clone();
        wrongSum[good.length - 5] ^= 1;
        for (byte[] bad : List.of(garbage, wrongSum)) {
            try (BlockReader reader = new BlockReader(InputFile.of("m", bad), JSON, 100)) {
                assertThat(blocks(reader, 100)).containsExactly("a\nb\n");
                assertThat(reader.failures()).hasSize(1);
            }
        }
    }

    @Test
    void gzip_withEveryHeaderField_isRead() throws IOException {
        byte[] plain = pack("a\n".getBytes(UTF_8), 1, new Random(1));
        ByteArrayOutputStream full = new ByteArrayOutputStream();
        full.write(new byte[] {0x1F, (byte) 0x8B, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3});
        full.write(new byte[] {3, 0, 'e', 'x', 't'});
        full.write("name\0comment\0".getBytes(UTF_8));
        full.write(new byte[] {1, 2});
        full.write(plain, 10, plain.length - 10);
        assertThat(blocks(InputFile.of("m", full.toByteArray()), JSON, 100)).containsExactly("a\n");
    }

    @Test
    void record_pastTheBound_isRejectedWithItsPlaceAndTheRestIsRead() throws IOException {
        byte[] content = new byte[BlockReader.MAX_RECORD_BYTES + (10 << 20)];
        Arrays.fill(content, (byte) 'x');
        byte[] first = "first\n".getBytes(UTF_8);
        byte[] last = "\nlast\n".getBytes(UTF_8);
        System.arraycopy(first, 0, content, 0, first.length);
        System.arraycopy(last, 0, content, content.length - last.length, last.length);
        try (BlockReader reader = new BlockReader(InputFile.of("m", content), JSON, 1 << 20)) {
            assertThat(String.join("", blocks(reader, 1 << 20))).isEqualTo("first\nlast\n");
            assertThat(reader.rejected()).isEqualTo(1);
            assertThat(reader.failures())
                    .singleElement()
                    .satisfies(e -> assertThat(e.in(Locale.ENGLISH))
                            .isEqualTo("the record that starts at byte 6 is longer than 64 MiB and was rejected"));
        }
    }

    @Test
    void record_of20Megabytes_isRead() throws IOException {
        String large = "x".repeat(20 << 20) + "\n";
        List<String> blocks = blocks(InputFile.of("m", ("a\n" + large + "b\n").getBytes(UTF_8)), JSON, 1 << 19);
        assertThat(String.join("", blocks)).isEqualTo("a\n" + large + "b\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"d.{ndjson,gz", "a/[x", "**/{a,{b}}"})
    void find_noGlob_isAFailureOfTheInput(String word) {
        InputFiles found = InputFiles.find("s", List.of(word), folder);

        assertThat(found.failures())
                .singleElement()
                .satisfies(f -> assertThat(f.in(Locale.ENGLISH)).startsWith(word + ": is no glob; close each [ and {"));
    }

    @Test
    void find_underAFolderThatALinkLeadsBackTo_givesEachFileOnce() throws IOException {
        Files.createDirectories(folder.resolve("a"));
        Files.writeString(folder.resolve("a/x.json"), "");
        Files.createSymbolicLink(folder.resolve("a/up"), folder);

        assertThat(names("**/x.json")).containsExactly("a/x.json");
    }

    @Test
    void find_besideAFolderThatCannotBeRead_givesTheOthers() throws IOException {
        for (String name : List.of("a", "locked", "other")) {
            Files.createDirectories(folder.resolve(name));
            Files.writeString(folder.resolve(name).resolve("x.json"), "");
        }
        Path locked = folder.resolve("locked");
        Files.setPosixFilePermissions(locked, Set.of());
        try {
            // The superuser may read everything.
            assumeThat(Files.isReadable(locked)).isFalse();
            InputFiles found = InputFiles.find("s", List.of("*/x.json"), folder);

            assertThat(found.files()).extracting(InputFile::name).containsExactly("a/x.json", "other/x.json");
            assertThat(found.failures())
                    .singleElement()
                    .satisfies(f -> assertThat(f.in(Locale.ENGLISH)).isEqualTo("locked: no permission to read it"));
            assertThat(names("o*/x.json")).containsExactly("other/x.json");
        } finally {
            Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void find_globs_givesFilesByName() throws IOException {
        Files.createDirectories(folder.resolve("logs/deep"));
        for (String name : List.of(
                "b.json", "a.json", ".hidden.json", "c.csv", "logs/a.json", "logs/deep/a.json", "odd[1].json")) {
            Files.writeString(folder.resolve(name), name);
        }
        assertThat(names("*.json")).containsExactly("a.json", "b.json", "odd[1].json");
        assertThat(names("{a,c}.*")).containsExactly("a.json", "c.csv");
        assertThat(names("logs/*.json")).containsExactly("logs/a.json");
        assertThat(names("logs/**.json")).containsExactly("logs/a.json", "logs/deep/a.json");
        assertThat(names("*/a.json")).containsExactly("logs/a.json");
        assertThat(names(folder + "/[ab].json")).containsExactly(folder + "/a.json", folder + "/b.json");
        assertThat(names("odd[1].json", "-", "a.json")).containsExactly("odd[1].json", "-", "a.json");
    }

    @Test
    void find_whatIsNoFile_isToldWithoutLosingTheRest() throws IOException {
        Files.writeString(folder.resolve("a.json"), "");
        Files.createDirectories(folder.resolve("logs"));
        InputFiles found =
                InputFiles.find("s", List.of("logs", "missing.json", "*.xml", "nowhere/*.json", "a.json"), folder);
        assertThat(found.files()).extracting(InputFile::name).containsExactly("a.json");
        assertThat(found.failures())
                .extracting(failure -> failure.in(Locale.ENGLISH))
                .containsExactly(
                        "logs: is a folder; name its files: logs/*",
                        "missing.json: there is no such file",
                        "*.xml: matches no file",
                        "nowhere/*.json: matches no file");
    }

    private List<String> names(String... words) {
        InputFiles found = InputFiles.find("s", List.of(words), folder);
        assertThat(found.failures()).isEmpty();
        return found.files().stream().map(InputFile::name).toList();
    }

    private static List<String> blocks(InputFile input, RecordFormat format, int blockBytes) throws IOException {
        try (BlockReader reader = new BlockReader(input, format, blockBytes)) {
            List<String> blocks = blocks(reader, blockBytes);
            assertThat(reader.failures()).isEmpty();
            assertThat(reader.rejected()).isZero();
            return blocks;
        }
    }

    private static List<String> blocks(BlockReader reader, int blockBytes) {
        List<String> blocks = new ArrayList<>();
        Block block = new Block(blockBytes);
        while (reader.next(block)) {
            blocks.add(new String(block.bytes, block.from, block.to - block.from, UTF_8));
            block.shrink();
        }
        return blocks;
    }

    /** As it is, gzip or Zstandard. */
    private static byte[] pack(byte[] content, int packing, Random random) throws IOException {
        if (packing == 0) {
            return content;
        }
        if (packing == 2) {
            return Zstd.compress(content, 1 + random.nextInt(5));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }
}
