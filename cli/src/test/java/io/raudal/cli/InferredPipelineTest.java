package io.raudal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.cli.verb.InputFiles;
import io.raudal.engine.Decoder;
import io.raudal.engine.EventBatch;
import io.raudal.engine.RecordFormat;
import io.raudal.engine.scan.RecordFormats;
import io.raudal.model.Column;
import io.raudal.model.Stream;
import io.raudal.model.file.PipelineReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is inferred must read what it was inferred from: the engine's own decoder decides. */
class InferredPipelineTest {

    @ParameterizedTest
    @CsvSource({
        "infer-json/in.json, 2",
        "infer-pipeline/in.csv, 1",
        "infer-decimals/in.csv, 0",
        "infer-document/in.csv, 0",
        "infer-weblog/access.log, 0",
        "infer-calendar/in.csv, 0",
        "infer-no-header/in.csv, 0",
        "infer-broken-quote/in.csv, 2",
        "infer-header-gaps/in.csv, 0",
        "infer-large-integers/in.csv, 0"
    })
    void definition_ofASample_decodesTheSample(String file, int unreadable) throws IOException {
        Path path = Path.of("src/test/resources/commands", file);
        CommandRun outcome = CommandRun.of("infer", path.toString(), "--pipeline", "sample");
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        EventBatch events = decode(
                new PipelineReader(Map.of())
                        .read(Path.of("inferred.yaml"), outcome.output())
                        .pipeline()
                        .streams()
                        .get(0),
                path);

        List<String> dead = IntStream.range(0, events.size)
                .filter(row -> events.dead[row] != null)
                .mapToObj(row -> events.dead[row] + " " + events.details[row])
                .toList();
        assertThat(events.size).isGreaterThan(unreadable);
        assertThat(dead).hasSize(unreadable);
    }

    private static EventBatch decode(Stream stream, Path file) throws IOException {
        List<Integer> read = IntStream.range(0, stream.columns().size())
                .filter(i -> stream.columns().get(i).expression() == null)
                .boxed()
                .toList();
        List<Column> columns = stream.columns();
        RecordFormat format = RecordFormats.of(columns, read, stream.format(), stream.zone());
        byte[] bytes;
        try (var in = InputFiles.open(file.toString(), file.toString(), System.in)) {
            bytes = in.readAllBytes();
        }
        byte[] header = new byte[0];
        if (format.hasHeader()) {
            int end = new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
            header = Arrays.copyOf(bytes, end);
        }
        EventBatch events = format.newBatch();
        byte[] padded = Arrays.copyOf(bytes, bytes.length + Decoder.PADDING);
        events.reset(padded, 0);
        format.decoder(header).decodeLines(padded, header.length, bytes.length, events);
        return events;
    }
}
