package io.raudal.cli.pipeline;

import io.raudal.cli.terminal.Colour;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.Texts;
import io.raudal.engine.run.TestResult;
import io.raudal.model.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What came of the tests of one file: lines for people, a document for programs. */
final class TestReport {
    private TestReport() {}

    static String lines(CompiledPipeline pipeline, List<TestResult> results, Shell shell) {
        Locale locale = shell.locale();
        String passed = Texts.message("test.passed").in(locale);
        String failed = Texts.message("test.failed").in(locale);
        int width = Math.max(passed.length(), failed.length());
        StringBuilder lines = new StringBuilder();
        for (TestResult result : results) {
            String word = result.passed() ? passed : failed;
            Colour colour = result.passed() ? Colour.GREEN : Colour.RED;
            lines.append(colour.paint(word, shell.outHasColours()))
                    .append(" ".repeat(width - word.length() + 2))
                    .append(result.name())
                    .append('\n');
            for (TestResult.Difference difference : result.differences()) {
                Position position = pipeline.file().positions().of(difference.path());
                lines.append(" ".repeat(width + 2))
                        .append(pipeline.path())
                        .append(':')
                        .append(position.line())
                        .append(':')
                        .append(position.column())
                        .append(": ")
                        .append(difference.path())
                        .append(": ")
                        .append(difference.message().in(locale))
                        .append('\n');
            }
        }
        return lines.toString();
    }

    static Map<String, Object> document(
            String file, CompiledPipeline pipeline, List<TestResult> results, Locale locale) {
        List<Object> tests = new ArrayList<>();
        for (TestResult result : results) {
            List<Object> differences = new ArrayList<>();
            for (TestResult.Difference difference : result.differences()) {
                Position position = pipeline.file().positions().of(difference.path());
                Map<String, Object> keys = new LinkedHashMap<>();
                keys.put("path", difference.path());
                keys.put("line", position.line());
                keys.put("column", position.column());
                keys.put("message", difference.message().in(locale));
                differences.add(keys);
            }
            Map<String, Object> keys = new LinkedHashMap<>();
            keys.put("name", result.name());
            keys.put("passed", result.passed());
            keys.put("differences", differences);
            tests.add(keys);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", file);
        document.put("passed", results.stream().allMatch(TestResult::passed));
        document.put("tests", tests);
        document.put("problems", Refusal.problems(pipeline.warnings(), locale));
        return document;
    }

    static Map<String, Object> document(String file, Refusal refusal, Locale locale) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", file);
        document.put("passed", false);
        document.put("tests", List.of());
        document.put("problems", refusal.problems(locale));
        return document;
    }
}
