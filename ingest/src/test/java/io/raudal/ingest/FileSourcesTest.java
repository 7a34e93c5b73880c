package io.raudal.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.intake.EventSource;
import io.raudal.engine.intake.SourceOutput;
import io.raudal.engine.intake.SourceStatus;
import io.raudal.engine.log.Slices;
import io.raudal.engine.run.Plans;
import io.raudal.model.Format;
import io.raudal.model.RaudalException;
import io.raudal.model.Source;
import io.raudal.model.Stream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FileSourcesTest {
    private static final Stream JSON = Plans.named("readings", new Format.Json()).streams().get(0).stream();
    private static final Stream CSV =
            Plans.named("readings", new Format.Csv(true, ',', '"', List.of(""))).streams().get(0).stream();

    @TempDir
    Path folder;

    @Test
    void once_severalFiles_areReadByNameToTheirEnds() throws Exception {
        Files.writeString(folder.resolve("b.ndjson"), "{\"n\":3}\n{\"n\":4}");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.ndjson")))) {
            out.write("{\"n\":1}\n\n{\"n\":2}\n".getBytes(StandardCharsets.UTF_8));
        }

        Collected all = Collected.from(source(JSON, "*.ndjson", new Source.File.Mode.Once()))
                .ended();

        assertThat(all.failure()).isNull();
        assertThat(all.events()).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}");
        assertThat(all.lag()).isZero();
    }

    @Test
    void once_fromEachPositionItReached_bringsExactlyTheRest() throws Exception {
        List<String> lines = new ArrayList<>();
        StringBuilder text = new StringBuilder("ts,device,temperature\n");
        for (int i = 0; i < 60_000; i++) {
            lines.add("d" + i + ",2026-01-01T00:00:00Z," + i + ".5");
            text.append("2026-01-01T00:00:00Z,d")
                    .append(i)
                    .append(',')
                    .append(i)
                    .append(".5\n");
        }
        Files.writeString(folder.resolve("x.csv"), text);
        List<byte[]> positions = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        SourceOutput noting = new SourceOutput() {
            private int count;

            @Override
            public void emit(Slices slices, byte[] position) {
                count += slices.size();
                counts.add(count);
                positions.add(position);
            }

            @Override
            public void lag(long amount, SourceStatus.Unit unit) {}

            @Override
            public void connected() {}
        };
        source(CSV, "x.csv", new Source.File.Mode.Once()).run(new byte[0], noting);
        assertThat(positions.size()).isGreaterThan(3);
        for (int i = 0; i < positions.size(); i++) {
            Collected rest = Collected.from(source(CSV, "x.csv", new Source.File.Mode.Once()), positions.get(i))
                    .ended();
            assertThat(rest.failure()).isNull();
            assertThat(rest.events()).isEqualTo(lines.subList(counts.get(i), lines.size()));
        }
    }

    @Test
    void once_aFileThatIsNotThere_saysSo() throws Exception {
        Collected none = Collected.from(source(JSON, "none.ndjson", new Source.File.Mode.Once()))
                .ended();

        assertThat(none.failure()).isInstanceOf(RaudalException.class).hasMessageContaining("none.ndjson");
    }

    /** Its bytes, taken for text, would be nothing but dead events. */
    @Test
    void file_inAFormatThatIsNotRead_failsWithItsName() throws Exception {
        Files.write(folder.resolve("x.ndjson"), new byte[] {(byte) 0xFD, '7', 'z', 'X', 'Z', 0, 0, 4});
        for (Source.File.Mode mode : List.of(new Source.File.Mode.Once(), new Source.File.Mode.Replay(1, false))) {
            Collected packed = Collected.from(source(JSON, "*.ndjson", mode)).ended();

            assertThat(packed.events()).isEmpty();
            assertThat(packed.failure())
                    .isInstanceOf(RaudalException.class)
                    .hasMessageContaining("x.ndjson: is packed with xz");
        }
    }

    @Test
    void tail_linesThatAreAppended_comeOnceTheirEndIsThere() throws Exception {
        Path file = folder.resolve("log.ndjson");
        append(file, "{\"n\":1}\n");
        try (Collected tail = Collected.from(source(JSON, "log.ndjson", new Source.File.Mode.Tail()))) {
            assertThat(tail.await(1)).containsExactly("{\"n\":1}");
            append(file, "{\"n\":2}\n{\"n\"");
            assertThat(tail.await(2)).hasSize(2);
            append(file, ":3}\n");
            assertThat(tail.await(3)).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
        }
    }

    @Test
    void tail_acrossRotationAndCutting_losesAndRepeatsNothing() throws Exception {
        Path file = folder.resolve("log.ndjson");
        append(file, "{\"n\":1}\n");
        try (Collected tail = Collected.from(source(JSON, "log.ndjson", new Source.File.Mode.Tail()))) {
            assertThat(tail.await(1)).hasSize(1);
            Files.move(file, folder.resolve("log.1.ndjson"));
            append(folder.resolve("log.1.ndjson"), "{\"n\":2}\n");
            append(file, "{\"n\":3}\n{\"n\":4}\n");
            assertThat(tail.await(4)).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}");
            Files.writeString(file, "{\"n\":5}\n");
            assertThat(tail.await(5)).endsWith("{\"n\":5}").hasSize(5);
        }
    }

    @Test
    void tail_startedAgainAfterARotation_readsTheRestOfTheOldFileFirst() throws Exception {
        Path file = folder.resolve("log.ndjson");
        append(file, "{\"n\":1}\n");
        byte[] position;
        try (Collected tail = Collected.from(source(JSON, "log.ndjson", new Source.File.Mode.Tail()))) {
            tail.await(1);
            position = tail.position();
        }
        append(file, "{\"n\":2}\n");
        Files.move(file, folder.resolve("log.1.ndjson"));
        append(file, "{\"n\":3}\n");
        try (Collected tail = Collected.from(source(JSON, "log.ndjson", new Source.File.Mode.Tail()), position)) {
            assertThat(tail.await(2)).containsExactly("{\"n\":2}", "{\"n\":3}");
        }
    }

    @Test
    void replay_ofTwoFiles_goesByEventTimeAndKeepsDisorder() throws Exception {
        Files.writeString(folder.resolve("a.ndjson"), event("a", 0) + event("a", 200) + event("late", 50));
        Files.writeString(folder.resolve("b.ndjson"), event("b", 100) + event("b", 300) + "broken\n");

        Collected all = Collected.from(source(JSON, "*.ndjson", new Source.File.Mode.Replay(1000, false)))
                .ended();

        assertThat(all.failure()).isNull();
        assertThat(all.events().stream().map(event -> event.replaceAll(".*device\":\"|\".*", "")))
                .containsExactly("a", "b", "a", "late", "b", "broken");
    }

    @Test
    void replay_shiftedToNow_movesTimesAndKeepsTheirDistancesAndTheRestOfTheEvent() throws Exception {
        Files.writeString(folder.resolve("a.ndjson"), """
                {"device":"ñ","more":{"ts":1.50,"x":[1e3,null]},"ts":"2020-01-01T00:00:00Z"}
                {"device":"b","ts":"2020-01-01T00:10:00Z"}
                """);
        Instant now = Instant.parse("2026-01-01T00:00:00Z");

        Collected all = Collected.from(FileSources.of(
                        JSON,
                        new Source.File("a.ndjson", new Source.File.Mode.Replay(60_000, true)),
                        folder,
                        1000,
                        InstantSource.fixed(now)))
                .ended();

        assertThat(all.failure()).isNull();
        assertThat(all.events())
                .containsExactly(
                        "{\"device\":\"ñ\",\"more\":{\"ts\":1.50,\"x\":[1e3,null]},\"ts\":\"2026-01-01T00:00:00Z\"}",
                        "{\"device\":\"b\",\"ts\":\"2026-01-01T00:00:00.010Z\"}");
    }

    @Test
    void replay_takesTheTimeThatTheEventsTook() throws Exception {
        Files.writeString(folder.resolve("a.ndjson"), event("a", 0) + event("b", 1_000));
        long begin = System.nanoTime();

        Collected.from(source(JSON, "a.ndjson", new Source.File.Mode.Replay(2, false)))
                .ended();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(490));
    }

    private EventSource source(Stream stream, String path, Source.File.Mode mode) {
        return FileSources.of(stream, new Source.File(path, mode), folder, 1000, InstantSource.system());
    }

    private static String event(String device, long millis) {
        return "{\"device\":\"" + device + "\",\"ts\":\"" + Instant.ofEpochMilli(1_700_000_000_000L + millis) + "\"}\n";
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
