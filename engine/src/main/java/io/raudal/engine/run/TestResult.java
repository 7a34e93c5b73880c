package io.raudal.engine.run;

import io.raudal.model.Message;
import java.util.List;

/**
 * What came of one test of a pipeline file.
 *
 * @param index of the test in the file
 * @param differences none if it passed
 */
public record TestResult(String name, int index, List<Difference> differences) {
    public TestResult {
        differences = List.copyOf(differences);
    }

    /**
     * Something that is not as expected.
     *
     * @param path in the pipeline file, such as {@code spec.tests[0].expect.temperature[1].avg_t}
     */
    public record Difference(String path, Message message) {}

    public boolean passed() {
        return differences.isEmpty();
    }
}
