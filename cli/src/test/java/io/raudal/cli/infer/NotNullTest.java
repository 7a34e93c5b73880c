package io.raudal.cli.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A few events do not say that a value is never missing. */
class NotNullTest {

    @Test
    void fewEvents_onlyTheTimeIsNotNull() throws IOException {
        assertThat(types(99)).containsExactly("TIMESTAMP NOT NULL", "TIMESTAMP", "BIGINT", "BIGINT");
    }

    @Test
    void manyEvents_whatIsNeverMissingIsNotNull() throws IOException {
        assertThat(types(100)).containsExactly("TIMESTAMP NOT NULL", "TIMESTAMP NOT NULL", "BIGINT NOT NULL", "BIGINT");
    }

    /** Of two times, a number, and a number that one event lacks. */
    private static List<String> types(int events) throws IOException {
        String sample = IntStream.range(0, events)
                .mapToObj(k -> "{\"ts\":\"2026-01-01T00:00:%02dZ\",\"other\":\"2026-01-01T00:00:00Z\",\"n\":%d%s}"
                        .formatted(k % 60, k, k == 7 ? "" : ",\"m\":" + k))
                .collect(Collectors.joining("\n"));
        Inference inference = Inference.of(
                new ByteArrayInputStream(sample.getBytes(StandardCharsets.UTF_8)),
                "sample.ndjson",
                new Inference.Request("sample", Long.MAX_VALUE, null, null, null, null, false));
        return inference.table().stream()
                .filter(row -> List.of("ts", "other", "n", "m").contains(row.get(0)))
                .map(row -> row.get(1))
                .toList();
    }
}
