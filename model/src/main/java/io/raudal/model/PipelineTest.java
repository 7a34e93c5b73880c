package io.raudal.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A test in the pipeline file: events that are given, rows that are expected.
 *
 * @param given by stream, the bytes of its events as text, in order: JSON text, a CSV record whose fields are in the order of the
 *     columns (never a header), or a line
 * @param expect by view, the final rows in their order; a row names the columns that are compared (a null value is NULL). Values
 *     are String, Boolean, BigDecimal (any number), Double (NaN and infinities alone), List, Map and null
 * @param late by stream, the number of late events; streams not named are not compared
 * @param dead by stream, the number of dead events; streams not named must have none
 */
public record PipelineTest(
        String name,
        Map<String, List<String>> given,
        Map<String, List<Map<String, @Nullable Object>>> expect,
        Map<String, Long> late,
        Map<String, Long> dead) {
    public PipelineTest {
        given = inOrder(given);
        expect = inOrder(expect);
        late = inOrder(late);
        dead = inOrder(dead);
    }

    private static <V> Map<String, V> inOrder(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
