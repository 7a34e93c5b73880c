package io.raudal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.raudal.model.Column;
import io.raudal.model.file.PipelineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However fields, files and streams are called: the pipeline that is inferred compiles and reads every field of its sample. */
class InferredNamesTest {
    private static final List<String> WORDS = List.of(
            "column",
            "event_column",
            "order",
            "value",
            "table",
            "user",
            "timestamp",
            "window",
            "null",
            "true",
            "on",
            "no",
            "off",
            "yes",
            "y",
            "n",
            "~",
            "1",
            "2nd place",
            "9_to_5",
            "_",
            "__a__",
            "время",
            "город",
            "時間",
            "😀",
            "año",
            "isRobot",
            "is_robot",
            "HTTPStatus",
            "full name",
            "a.b",
            "a..b",
            ".",
            "tags[0]",
            "a'b",
            "a\"b",
            "a\\b",
            "a`b",
            "a b",
            "a-b",
            "A B",
            "{}",
            "# x",
            "a: b",
            "a,b",
            "a;b",
            "&a",
            "*a",
            "!a",
            "%a",
            "@a",
            "|",
            ">",
            "-",
            "?",
            "tab\tbed",
            "two\nlines",
            "\u00a0",
            "window_start",
            "window_end",
            "rowtime",
            "proctime",
            "event_counts",
            "long".repeat(60));

    @TempDir
    private Path folder;

    static Stream<List<String>> fields() {
        return Stream.concat(
                WORDS.stream().filter(word -> !word.isBlank()).map(word -> List.of(word, word + "2")),
                Stream.of(WORDS, List.of("время", "город", "時間", "column", "event_column", "event_column_2")));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void jsonFields_howeverTheyAreCalled_areRead(List<String> names) throws IOException {
        String members = Stream.concat(names.stream(), names.contains("") ? Stream.of() : Stream.of(""))
                .map(name -> json(name) + ":\"x\"")
                .collect(Collectors.joining(","));
        check(write("sample.ndjson", ("{" + members + ",\"at\":\"2026-01-01T00:00:01Z\"}\n").repeat(3)), "sample");
    }

    @ParameterizedTest
    @MethodSource("fields")
    void timeFields_howeverTheyAreCalled_areTheTime(List<String> names) throws IOException {
        String members = names.stream()
                .map(name -> json(name) + ":\"2026-01-01T00:00:01Z\"")
                .collect(Collectors.joining(","));
        check(write("sample.ndjson", ("{" + members + "}\n").repeat(3)), "sample");
    }

    @ParameterizedTest
    @MethodSource("fields")
    void csvFields_howeverTheyAreCalled_areRead(List<String> names) throws IOException {
        String header = names.stream()
                .map(InferredNamesTest::quoted)
                .map(name -> name + ",")
                .collect(Collectors.joining());
        String record = "x,".repeat(names.size()) + "2026-01-01T00:00:01Z\n";
        check(write("sample.csv", header + "at\n" + record.repeat(3)), "sample", "--header");
    }

    @Test
    void csvHeader_thatHasANameOfTwoLinesTwice_isSaidInOneLine() throws IOException {
        String record = "x,y,2026-01-01T00:00:01Z\n";
        check(write("sample.csv", "\"two\nlines\",\"two\nlines\",at\n" + record.repeat(3)), "sample", "--header");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order",
                "value",
                "table",
                "event_counts",
                "counts",
                "on",
                "no",
                "null",
                "true",
                "y",
                "off",
                "a__",
                "x1"
            })
    void streams_howeverTheyAreCalled_areRead(String stream) throws IOException {
        check(
                write("sample.ndjson", "{\"at\":\"2026-01-01T00:00:01Z\",\"k\":\"x\"}\n".repeat(3)),
                stream,
                "--stream",
                stream);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event-counts.ndjson",
                "order.json",
                "время.json",
                "9to5.json",
                ".json",
                "on.json",
                "two\nlines: #.json",
                "a b",
                "null",
                "événements 2026.ndjson"
            })
    void files_howeverTheyAreCalled_giveTheStreamAName(String file) throws IOException {
        check(write(file, "{\"at\":\"2026-01-01T00:00:01Z\",\"k\":\"x\"}\n".repeat(3)), null);
    }

    private Path write(String file, String events) throws IOException {
        return Files.writeString(folder.resolve(file), events);
    }

    /** Of three events: a view counts them, and one that is added has a value of each column in each. */
    private void check(Path sample, @Nullable String stream, String... options) throws IOException {
        List<String> infer = Stream.concat(
                        Stream.of("infer", sample.toString(), "--pipeline", "sample"), Stream.of(options))
                .toList();
        CommandRun inferred = CommandRun.of(infer);
        assertThat(inferred.exitCode()).as(inferred.errors()).isZero();
        var read = new PipelineReader(Map.of())
                .read(Path.of("inferred.yaml"), inferred.output())
                .pipeline();
        if (stream != null) {
            assertThat(read.streams().get(0).name()).isEqualTo(stream);
        }
        List<String> columns =
                read.streams().get(0).columns().stream().map(Column::name).toList();
        Path pipeline = write(
                "inferred.yaml",
                inferred.output() + "    each_of_them:\n      sql: SELECT " + String.join(", ", columns) + " FROM `"
                        + read.streams().get(0).name() + "`\n");
        CommandRun valid = CommandRun.of("validate", pipeline.toString());
        assertThat(valid.exitCode()).as(inferred.output() + valid.errors()).isZero();
        CommandRun counts = CommandRun.of(
                "run",
                pipeline.toString(),
                "--input",
                sample.toString(),
                "--output",
                read.views().get(0).name());
        assertThat(counts.output()).as(inferred.output() + counts.errors()).contains("\"events\":3}");
        CommandRun rows =
                CommandRun.of("run", pipeline.toString(), "--input", sample.toString(), "--output", "each_of_them");
        assertThat(rows.output().lines())
                .hasSize(3)
                .allSatisfy(row -> assertThat(row).as(inferred.output()).doesNotContain("null,", "null}"));
    }

    private static String json(String name) {
        return "\"" + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(name)) + "\"";
    }

    private static String quoted(String cell) {
        return "\"" + cell.replace("\"", "\"\"") + "\"";
    }
}
