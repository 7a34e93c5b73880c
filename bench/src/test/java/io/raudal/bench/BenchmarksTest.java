package io.raudal.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks over a few events: that they run, compare what is yielded, and say their figures; not what the figures are. */
class BenchmarksTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void decodingIsComparedWithEveryPeer() throws Exception {
        DecodeBenchmark.run(200, 1, out);

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("decode 3 of 40 fields, shuffled", "times dsl-json", "a further unused field, ordered:");
    }

    @Test
    void growthIsComparedWithAPlainLoop(@TempDir Path directory) throws Exception {
        new GrowthBenchmark(directory, out, 20_000).run(1);

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("1 M keys, plain loop", "what a plain loop adds", "a second view, other grouping");
    }
}
