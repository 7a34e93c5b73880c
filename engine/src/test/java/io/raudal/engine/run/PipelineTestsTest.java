package io.raudal.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.model.Format;
import io.raudal.model.PipelineTest;
import io.raudal.plan.PipelinePlan;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PipelineTestsTest {
    private static final PipelinePlan PLAN = Plans.of(
            new Format.Json(), Duration.ofSeconds(5), 1, Plans.windows(), Plans.rows(), Plans.totals(), Plans.rollup());
    private static final List<String> GIVEN = List.of(
            event("b", "00:00:01", "20.0"),
            event("a", "00:00:02", "1"),
            event("a", "00:00:12", "3.5"),
            event("a", "00:00:03", "7.0"),
            "{\n\"device\": \"c\",\n\"ts\": \"2026-01-01T00:00:21Z\"}",
            "broken");

    @Test
    void expectedRows_thatCome_pass() {
        Map<String, @Nullable Object> noTemperature = new HashMap<>();
        noTemperature.put("device", "c");
        noTemperature.put("a1", null);
        PipelineTest test = new PipelineTest(
                "good",
                Map.of("readings", GIVEN),
                Map.of(
                        Plans.WINDOWS,
                        List.of(
                                Map.of("device", "a", "a0", 1, "a1", 1),
                                Map.of("device", "b", "window_end", "2026-01-01T00:00:10Z", "a2", "20"),
                                Map.of("device", "a", "a4", 3.5, "window_start", "2026-01-01 00:00:10"),
                                noTemperature),
                        Plans.TOTALS,
                        List.of(
                                Map.of("device", "a", "a0", 2L, "a1", 4.5),
                                Map.of("device", "b"),
                                Map.of("device", "c")),
                        Plans.ROLLUP,
                        List.of(Map.of("a0", 4, "a1", 4)),
                        Plans.ROWS,
                        List.of(Map.of("device", "b"), Map.of("device", "a"), Map.of("device", "a"))),
                Map.of("readings", 1L),
                Map.of("readings", 1L));
        assertThat(run(test)).isEmpty();
    }

    @Test
    void lineEnd_withinAText_isAsMalformedAsInAFile() {
        String event = "{\"device\": \"a\nb\", \"ts\": \"2026-01-01T00:00:01Z\"}";
        PipelineTest test = new PipelineTest(
                "text", Map.of("readings", List.of(event)), Map.of(), Map.of(), Map.of("readings", 2L));

        assertThat(run(test)).isEmpty();
    }

    @Test
    void differences_ofEveryKind_areToldWithTheirPlace() {
        PipelineTest test = new PipelineTest(
                "bad",
                Map.of("readings", GIVEN),
                Map.of(
                        Plans.WINDOWS,
                        List.of(
                                Map.of("device", "a", "a0", 2),
                                Map.of("devise", "b"),
                                Map.of("device", "a", "a1", 3.6)),
                        Plans.ROWS,
                        List.of(Map.of(), Map.of(), Map.of(), Map.of("device", "é\""))),
                Map.of("readings", 0L),
                Map.of());
        assertThat(run(test))
                .containsExactlyInAnyOrder(
                        "spec.tests[0].expect.windows[0].a0: expected 2, got 1",
                        "spec.tests[0].expect.windows[1].devise: view windows has no such column, only device, window_start,"
                                + " window_end, a0, a1, a2, a3, a4",
                        "spec.tests[0].expect.windows[2].a1: expected 3.6, got 3.5",
                        "spec.tests[0].expect.windows: a row came that is not expected: {\"device\":\"c\","
                                + "\"window_start\":\"2026-01-01T00:00:20Z\",\"window_end\":\"2026-01-01T00:00:30Z\",\"a0\":1,\"a1\":null,"
                                + "\"a2\":null,\"a3\":null,\"a4\":null}",
                        "spec.tests[0].expect.rows[3]: this row did not come: {\"device\":\"é\\\"\"}",
                        "spec.tests[0].late.readings: expected 0 late events, got 1",
                        "spec.tests[0].dead.readings: expected 0 dead events, got 1; the first: malformed: "
                                + malformed());
    }

    @Test
    void deadEvents_thatDidNotCome_areToldWithoutAFirst() {
        PipelineTest test = new PipelineTest(
                "none", Map.of("readings", GIVEN.subList(0, 1)), Map.of(), Map.of(), Map.of("readings", 1L));

        assertThat(run(test)).containsExactly("spec.tests[0].dead.readings: expected 1 dead event, got 0");
    }

    @Test
    void deadEvents_areToldInTheReadersLanguageWhateverTheProcessSpeaks() {
        PipelineTest test =
                new PipelineTest("dead", Map.of("readings", List.of("broken")), Map.of(), Map.of(), Map.of());
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.ENGLISH);
        try {
            TestResult result = new PipelineTests(Plans.of(Plans.rows()), name -> null)
                    .run(List.of(test))
                    .get(0);

            assertThat(result.differences())
                    .singleElement()
                    .satisfies(difference -> assertThat(difference.message().in(Locale.forLanguageTag("es")))
                            .isEqualTo("se esperaban 0 eventos rechazados, llegó 1; el primero: malformed:"
                                    + " byte 1: un evento debe ser un objeto JSON"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void rows_thatAreLeftOut_areTold() {
        PipelineTest test = new PipelineTest(
                "failing",
                Map.of(
                        "readings",
                        List.of(event("b", "00:00:01", "1"), event("a", "00:00:02", "1"), event("a", "00:00:03", "1"))),
                Map.of(Plans.WINDOWS, List.of(Map.of("device", "a", "ratio", 1))),
                Map.of(),
                Map.of());
        TestResult result = new PipelineTests(Plans.of(Plans.failing()), name -> null)
                .run(List.of(test))
                .get(0);
        assertThat(result.differences())
                .singleElement()
                .satisfies(difference -> assertThat(difference.message().in(Locale.ENGLISH))
                        .startsWith("1 row was left out, because an expression failed; the first: "));
    }

    @Test
    void csv_eventsOfATest_standInTheOrderOfTheColumns() {
        PipelinePlan plan = Plans.of(Format.Csv.DEFAULT, Duration.ZERO, 1, Plans.rows());
        PipelineTest test = new PipelineTest(
                "csv",
                Map.of("readings", List.of("a,2026-01-01T00:00:00Z,1.5", "\"b,\",2026-01-01T00:00:01Z,2")),
                Map.of(Plans.ROWS, List.of(Map.of("device", "a"), Map.of("device", "b,", "temperature", 2))),
                Map.of(),
                Map.of());
        TestResult result =
                new PipelineTests(plan, name -> null).run(List.of(test)).get(0);
        assertThat(result.differences()).isEmpty();
        assertThat(result.passed()).isTrue();
    }

    @Test
    void values_ofEveryType_areComparedAsTheirType() {
        assertMatches(0.1 + 0.2, 0.3, Simple.DOUBLE);
        assertMatches("NaN", Double.NaN, Simple.DOUBLE);
        assertDiffers(1.00001, 1.0, Simple.DOUBLE);
        assertMatches(5, 5L, Simple.BIGINT);
        assertMatches(5.0, 5, Simple.INT);
        assertDiffers("five", 5, Simple.INT);
        assertMatches("1.5", new BigDecimal("1.50"), new DataType.Decimal(5, 2));
        assertDiffers(1.51, new BigDecimal("1.50"), new DataType.Decimal(5, 2));
        assertMatches(true, true, Simple.BOOLEAN);
        assertDiffers(true, false, Simple.BOOLEAN);
        assertMatches(25, "25", Simple.STRING);
        assertDiffers(null, "", Simple.STRING);
        assertMatches(null, null, Simple.STRING);
        assertMatches("1970-01-02", 1, Simple.DATE);
        assertMatches("00:00:01.5", 1_500_000L, Simple.TIME);
        assertMatches("1970-01-01T01:00:00+01:00", 0L, Simple.TIMESTAMP);
        assertMatches("1970-01-01", 0L, Simple.TIMESTAMP);
        assertMatches("1969-12-31T23:59:59.999999Z", -1L, Simple.TIMESTAMP);
        assertDiffers("yesterday", 0L, Simple.TIMESTAMP);
        assertMatches("{\"a\": [1.0, 2]}", "{\"a\":[1,2.00]}", Simple.JSON);
        assertMatches(Map.of("a", List.of(1, "x")), "{\"a\":[1,\"x\"]}", Simple.JSON);
        assertDiffers(Map.of("a", 1), "{\"a\":2}", Simple.JSON);
        assertMatches(Arrays.asList(1, null), Arrays.asList(1L, null), new DataType.Array(Simple.BIGINT));
        assertDiffers(List.of(1), List.of(1L, 2L), new DataType.Array(Simple.BIGINT));
        assertMatches(Map.of("k", 1), Map.of("k", 1.0), new DataType.Map(Simple.DOUBLE));
        assertDiffers(Map.of("k", 1, "l", 2), Map.of("k", 1.0), new DataType.Map(Simple.DOUBLE));
    }

    private static void assertMatches(@Nullable Object expected, @Nullable Object actual, DataType type) {
        assertThat(ExpectedValue.matches(expected, actual, type))
                .as("%s, %s", expected, actual)
                .isTrue();
    }

    private static void assertDiffers(@Nullable Object expected, @Nullable Object actual, DataType type) {
        assertThat(ExpectedValue.matches(expected, actual, type))
                .as("%s, %s", expected, actual)
                .isFalse();
    }

    private static List<String> run(PipelineTest test) {
        TestResult result =
                new PipelineTests(PLAN, name -> null).run(List.of(test)).get(0);
        return result.differences().stream()
                .map(difference ->
                        difference.path() + ": " + difference.message().in(Locale.ENGLISH))
                .toList();
    }

    /** What the decoder says is its own affair. */
    private static String malformed() {
        PipelineTest test = new PipelineTest("", Map.of("readings", List.of("broken")), Map.of(), Map.of(), Map.of());
        String text = run(test).get(0);
        return text.substring(text.indexOf("malformed: ") + 11);
    }

    private static String event(String device, String time, String temperature) {
        return "{\"device\":\"" + device + "\",\"ts\":\"2026-01-01T" + time + "Z\",\"temperature\":" + temperature
                + "}";
    }
}
