package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.model.Column;
import io.raudal.model.DataType.Simple;
import io.raudal.model.Format;
import io.raudal.model.Source;
import io.raudal.model.Stream;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveSourcesTest {
    /** A broker ends a client's connection when another one of its name comes, so two of one name would never rest. */
    @Test
    void clientId_ofSourcesAtOneBroker_differs() {
        Stream stream = new Stream(
                "readings",
                List.of(Column.of("ts", Simple.TIMESTAMP)),
                new Format.Json(),
                ZoneOffset.UTC,
                new Stream.Time("ts", Duration.ZERO, Duration.ofSeconds(10), Duration.ofHours(1)),
                null,
                null,
                1,
                Duration.ofDays(7),
                List.of(
                        mqtt("one", 1883, null),
                        mqtt("two", 1883, null),
                        mqtt("one", 1883, null),
                        mqtt("one", 1883, "north"),
                        mqtt("one", 1883, null),
                        mqtt("one", 1884, null)));
        assertThat(IntStream.of(0, 1, 2, 4, 5)
                        .mapToObj(index -> LiveSources.clientId("plant", stream, index))
                        .toList())
                .isEqualTo(List.of(
                        "raudal-plant-readings",
                        "raudal-plant-readings",
                        "raudal-plant-readings-2",
                        "raudal-plant-readings-3",
                        "raudal-plant-readings"));
    }

    private static Source mqtt(String host, int port, @Nullable String clientId) {
        return new Source.Mqtt(
                host, port, List.of("plant/#"), 1, Source.Mqtt.Version.MQTT_5, clientId, null, null, null);
    }
}
