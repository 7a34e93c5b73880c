package io.raudal.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raudal.model.ErrorCode;
import io.raudal.model.PipelineFile;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are hardly one. */
final class FileReadingTest {
    private static final Path FILE = Path.of("plant.yaml");
    private static final PipelineReader READER = new PipelineReader(Map.of("PASSWORD", "hush"));

    @TempDir
    Path directory;

    @Test
    void file_readWithByteOrderMarkAndWindowsLineEnds_isTheSame() throws IOException {
        Path file = directory.resolve("p.yaml");
        Files.writeString(file, "\uFEFF" + WholePipeline.TEXT.replace("\n", "\r\n"));
        PipelineFile read = READER.read(file);
        assertThat(read.file()).isEqualTo(file);
        assertThat(read.pipeline().toString())
                .isEqualTo(READER.read(FILE, WholePipeline.TEXT).pipeline().toString());
        assertThat(read.positions())
                .isEqualTo(READER.read(FILE, WholePipeline.TEXT).positions());
    }

    @Test
    void fileThatIsNoText_read_saysWhere() throws IOException {
        Path file = directory.resolve("p.yaml");
        Files.write(file, "kind: Pipeline\nname: ".getBytes(StandardCharsets.UTF_8));
        Files.write(file, concat(Files.readAllBytes(file), new byte[] {'n', (byte) 0xF1, 'o'}));
        assertThat(report(file)).isEqualTo(file + ":2:8: error: is not UTF-8 text; save it as UTF-8");
        Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xE2, (byte) 0x82});
        assertThat(report(file)).isEqualTo(file + ":1:4: error: is not UTF-8 text; save it as UTF-8");
        Files.write(file, "a: \u0000".getBytes(StandardCharsets.UTF_8));
        assertThat(report(file)).startsWith(file + ":1:4: error: has the control character U+0000");
        Files.write(file, new byte[0]);
        assertThat(report(file)).startsWith(file + ":1:1: error: is empty");
        Files.write(file, "# ".repeat(PipelineReader.MAX_BYTES).getBytes(StandardCharsets.UTF_8));
        assertThat(report(file)).startsWith(file + ":1:1: error: is larger than 1 MB");
    }

    private static byte[] concat(byte[] left, byte[] right) {
        byte[] all = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, all, left.length, right.length);
        return all;
    }

    private static String report(Path file) {
        return READER.draft(file).problems().stream()
                .map(problem -> problem.in(file, Locale.ENGLISH))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsNoFile_read_isUnreadableInput() {
        assertThatThrownBy(() -> READER.read(directory))
                .isInstanceOfSatisfying(
                        RaudalException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREADABLE_INPUT))
                .hasMessage(directory + ": is a folder; name the file in it, such as " + directory + "/pipeline.yaml");
        Path missing = directory.resolve("missing.yaml");
        assertThatThrownBy(() -> READER.read(missing))
                .isInstanceOfSatisfying(
                        RaudalException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREADABLE_INPUT))
                .hasMessage(missing + ": there is no such file");
    }

    @Test
    void hugeValues_read_endSoon() {
        String text = WholePipeline.TEXT
                .replace("partitions: ${PARTITIONS:-8}", "partitions: 1e999999999")
                .replace("avg: 20.50", "avg: " + "9".repeat(100_000))
                .replace("DECIMAL(10,2)", "ARRAY<".repeat(20_000))
                .replace("lateness: 5s", "lateness: " + "1s".repeat(100_000))
                .replace("(?<at>", "(".repeat(1_000) + "(?<at>")
                .replace("dd/MM/yyyy", "y".repeat(100_000))
                .replace("SELECT 1", "\"" + "${NONE}".repeat(20_000) + "\"");
        assertThat(READER.draft(FILE, text).problems()).hasSize(6);
    }
}
