package io.raudal.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.model.PipelineFile;
import io.raudal.model.Secret;
import io.raudal.model.Source;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SourceReadingTest {
    private static final Path FILE = Path.of("plant.yaml");
    private static final PipelineReader READER = new PipelineReader(Map.of("PASSWORD", "hush"));

    @Test
    void sources_read_areOfEveryKind() {
        Secret password = new Secret("hush");
        assertThat(READER.read(FILE, WholePipeline.TEXT).pipeline().stream("readings")
                        .orElseThrow()
                        .sources())
                .containsExactly(
                        new Source.File("data/*.ndjson.gz", new Source.File.Mode.Once()),
                        new Source.File("events.log", new Source.File.Mode.Tail()),
                        new Source.File("week.ndjson", new Source.File.Mode.Replay(60, true)),
                        new Source.Host(Duration.ofMillis(500), Set.of(Source.Host.Part.CPU, Source.Host.Part.NETWORK)),
                        new Source.Host(Duration.ofSeconds(1), Set.of(Source.Host.Part.values())),
                        new Source.Kafka(
                                List.of("one:9092", "[::1]:9093"),
                                "readings.v1",
                                new Source.Kafka.Start.At(Instant.parse("2026-01-31T12:00:00Z")),
                                new Source.Tls("ca.pem", "client.pem", "client.key"),
                                new Source.Kafka.Sasl(Source.Kafka.Sasl.Mechanism.SCRAM_SHA_256, "raudal", password),
                                Map.of("isolation.level", "read_committed", "fetch.max.bytes", "1000000")),
                        new Source.Kafka(List.of("a:1"), "t", new Source.Kafka.Start.Latest(), null, null, Map.of()),
                        new Source.Sse(
                                URI.create("https://example.org/events?x=1"),
                                Map.of("Authorization", new Secret("Bearer hush"), "X-Level", new Secret("5")),
                                "change"),
                        new Source.Mqtt(
                                "my_broker",
                                8883,
                                List.of("plant/+/readings", "plant/#", "#"),
                                2,
                                Source.Mqtt.Version.MQTT_5,
                                "north",
                                "raudals",
                                new Source.Mqtt.Login("raudal", password),
                                new Source.Tls("ca.pem", null, null)),
                        new Source.Mqtt(
                                "10.0.0.1",
                                1884,
                                List.of("t"),
                                1,
                                Source.Mqtt.Version.MQTT_3_1_1,
                                null,
                                null,
                                null,
                                null));
    }

    @Test
    void secrets_read_showNowhere() {
        PipelineFile file = READER.read(FILE, WholePipeline.TEXT);
        assertThat(file.toString()).doesNotContain("hush").contains("***");
    }

    @ParameterizedTest
    @CsvSource({
        "earliest, Earliest[]",
        "2026-01-31, At[time=2026-01-31T00:00:00Z]",
        "2026-01-31T12:00, At[time=2026-01-31T12:00:00Z]"
    })
    void startOfATopic_read_isAPosition(String written, String read) {
        String text = WholePipeline.TEXT.replace("from: latest", "from: \"" + written + '"');
        assertThat(READER.read(FILE, text).pipeline().streams().get(0).sources())
                .filteredOn(source ->
                        source instanceof Source.Kafka kafka && kafka.topic().equals("t"))
                .singleElement()
                .satisfies(source -> assertThat(((Source.Kafka) source).from()).hasToString(read));
    }
}
