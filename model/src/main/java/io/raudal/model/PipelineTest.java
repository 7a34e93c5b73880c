package io.raudal.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A test in the pipeline file: events that are given, rows that are expected.
 *
 * @param given by stream, the bytes of its events as text, in order
 * @param expect by view, the final rows in their order; a row names the columns that are compared (a null value is NULL)
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
        given = Map.copyOf(given);
        expect = Map.copyOf(expect);
        late = Map.copyOf(late);
        dead = Map.copyOf(dead);
    }
}
