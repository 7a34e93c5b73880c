package io.raudal.cli.pipeline;

import io.raudal.cli.terminal.Colour;
import io.raudal.cli.terminal.Documents;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.ExitCode;
import io.raudal.cli.verb.Options;
import io.raudal.cli.verb.Verb;
import io.raudal.engine.run.PipelineTests;
import io.raudal.engine.run.TestResult;
import io.raudal.model.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code raudal test FILE}: the tests that a pipeline file carries. */
public final class TestVerb implements Verb {
    @Override
    public String name() {
        return "test";
    }

    @Override
    public void declare(Options options) {
        options.parameter("FILE", "1").output();
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        String output = arguments.output("table");
        Pipelines pipeline = Pipelines.compile(arguments.parameter(), shell);
        List<TestResult> results = new PipelineTests(pipeline.plan(), pipeline.tables())
                .run(pipeline.file().pipeline().tests());
        long failed = results.stream().filter(result -> !result.passed()).count();
        if (output.equals("table")) {
            pipeline.warn(shell);
            shell.print(lines(pipeline, results, shell));
            String key = results.isEmpty() ? "test.none" : "test.summary";
            shell.err()
                    .println(Texts.message(
                                    key, arguments.parameter(), Long.toString(results.size()), Long.toString(failed))
                            .in(shell.locale()));
        } else {
            Documents.write(document(pipeline, results, failed == 0, shell.locale()), output, shell.out());
        }
        return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private static String lines(Pipelines pipeline, List<TestResult> results, Shell shell) {
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

    private static Map<String, Object> document(
            Pipelines pipeline, List<TestResult> results, boolean passed, Locale locale) {
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
        document.put("passed", passed);
        document.put("tests", tests);
        document.put("warnings", pipeline.warningTexts(locale));
        return document;
    }
}
