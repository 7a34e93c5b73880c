package io.raudal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
}
