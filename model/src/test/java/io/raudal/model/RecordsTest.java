package io.raudal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class RecordsTest {
    @Test
    void text_compared_isItsPattern() {
        Format.Text text = new Format.Text(Pattern.compile("(?<a>.)"));
        assertThat(text)
                .isEqualTo(new Format.Text(Pattern.compile("(?<a>.)")))
                .hasSameHashCodeAs(new Format.Text(Pattern.compile("(?<a>.)")));
        assertThat(text).isNotEqualTo(new Format.Text(Pattern.compile("(?<b>.)")));
    }

    @Test
    void lists_changedByTheirMaker_stayAsTheyWere() {
        List<Column> columns = new ArrayList<>(List.of(Column.of("ts", DataType.Simple.TIMESTAMP)));
        Stream stream = new Stream(
                "readings",
                columns,
                new Format.Json(),
                ZoneOffset.UTC,
                new Stream.Time("ts", Duration.ZERO, Duration.ofSeconds(10), Duration.ofHours(1)),
                null,
                null,
                2,
                Duration.ofDays(7),
                List.of());
        columns.clear();
        assertThat(stream.column("ts")).hasValue(Column.of("ts", DataType.Simple.TIMESTAMP));
        assertThat(stream.column("TS")).isEmpty();
        Pipeline pipeline = new Pipeline("plant", List.of(stream), List.of(), List.of(), List.of(), List.of());
        assertThat(pipeline.stream("readings")).hasValue(stream);
        assertThat(pipeline.view("readings")).isEmpty();
    }

    @Test
    void test_made_keepsTheOrderOfTheFile() {
        Map<String, List<String>> given = new LinkedHashMap<>();
        for (String name : List.of("z", "a", "m", "b")) {
            given.put(name, List.of());
        }
        PipelineTest test = new PipelineTest("t", given, Map.of(), Map.of(), Map.of());
        given.clear();
        assertThat(test.given().keySet()).containsExactly("z", "a", "m", "b");
        assertThatThrownBy(() -> test.given().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void epochs_compared_areTheSameInstantInMicroseconds() {
        Map<String, Long> instant = Map.of(
                "epoch_s", 1_767_225_600L,
                "epoch_ms", 1_767_225_600_000L,
                "epoch_us", 1_767_225_600_000_000L,
                "epoch_ns", 1_767_225_600_000_000_000L);
        for (TimestampFormat.Epoch.Unit unit : TimestampFormat.Epoch.Unit.values()) {
            long number = instant.get(unit.text());
            assertThat(number * unit.multiplier() / unit.divisor())
                    .as(unit.text())
                    .isEqualTo(1_767_225_600_000_000L);
        }
    }

    @Test
    void sources_thatCannotBe_areRefused() {
        assertThatThrownBy(() -> new Source.File.Mode.Replay(0, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Source.File.Mode.Replay(Double.NaN, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Source.Host(Duration.ofMillis(99), Set.of(Source.Host.Part.CPU)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Source.Host(Duration.ofSeconds(1), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> new Source.Kafka(List.of(), "t", new Source.Kafka.Start.Latest(), null, null, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Source.Tls(null, "client.pem", null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mqtt(3, Source.Mqtt.Version.MQTT_5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mqtt(1, Source.Mqtt.Version.MQTT_3_1_1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(mqtt(1, Source.Mqtt.Version.MQTT_5).kind()).isEqualTo("mqtt");
    }

    private static Source.Mqtt mqtt(int qos, Source.Mqtt.Version version) {
        return new Source.Mqtt("broker", 1883, List.of("t"), qos, version, null, "group", null, null);
    }

    @Test
    void panels_whoseChartCannotBeDrawn_areRefused() {
        Panel.Columns one = new Panel.Columns(null, List.of("y"), List.of(), null, null);
        Panel.Columns two = new Panel.Columns("x", List.of("y", "z"), List.of("by"), null, null);
        Panel.Columns none = new Panel.Columns(null, List.of(), List.of(), null, null);
        Panel.Columns place = new Panel.Columns(null, List.of(), List.of(), "lat", "lon");
        Map<Panel.Chart, List<Panel.Columns>> drawn = Map.of(
                Panel.Chart.LINE, List.of(one, two),
                Panel.Chart.AREA, List.of(one, two),
                Panel.Chart.BAR, List.of(one, two),
                Panel.Chart.STAT, List.of(one),
                Panel.Chart.TABLE, List.of(none, one),
                Panel.Chart.HEATMAP, List.of(),
                Panel.Chart.MAP, List.of(place));
        for (Panel.Chart chart : Panel.Chart.values()) {
            for (Panel.Columns columns : List.of(one, two, none, place)) {
                assertThat(isDrawn(chart, columns))
                        .as("%s of %s", chart, columns)
                        .isEqualTo(Objects.requireNonNull(drawn.get(chart)).contains(columns));
            }
        }
        assertThat(isDrawn(Panel.Chart.HEATMAP, new Panel.Columns("x", List.of("y"), List.of("by"), null, null)))
                .isTrue();
    }

    private static boolean isDrawn(Panel.Chart chart, Panel.Columns columns) {
        try {
            new Panel(null, new Panel.Rows.OfView("v"), chart, columns, null, null, 1, 1);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void title_inALanguage_isItsText() {
        Title title = new Title("Plant", "Planta");
        assertThat(title.in(Locale.forLanguageTag("es-MX"))).isEqualTo("Planta");
        assertThat(title.in(Locale.FRENCH)).isEqualTo("Plant");
    }
}
