package io.raudal.cli.pipeline;

import io.raudal.cli.terminal.Counts;
import io.raudal.cli.terminal.Documents;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.ExitCode;
import io.raudal.cli.verb.Options;
import io.raudal.cli.verb.Verb;
import io.raudal.engine.run.PipelineTests;
import io.raudal.engine.run.TestResult;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code raudal test FILE...}: the tests that pipeline files carry. */
public final class TestVerb implements Verb {
    @Override
    public String name() {
        return "test";
    }

    @Override
    public void declare(Options options) {
        options.parameter("FILE", "1..*").output();
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        String output = arguments.output("table");
        boolean table = output.equals("table");
        List<String> files = arguments.parameters();
        List<Object> documents = new ArrayList<>();
        int tests = 0;
        int failed = 0;
        int refused = 0;
        for (String file : files) {
            try {
                CompiledPipeline pipeline = CompiledPipeline.open(file, output, shell);
                List<TestResult> results = new PipelineTests(pipeline.plan(), pipeline.tables())
                        .run(pipeline.file().pipeline().tests());
                int failedHere = (int)
                        results.stream().filter(result -> !result.passed()).count();
                if (table) {
                    shell.print(TestReport.lines(pipeline, results, shell));
                    tell(results.isEmpty() ? "test.none" : "test.summary", shell, file, results.size(), failedHere);
                }
                tests += results.size();
                failed += failedHere;
                documents.add(TestReport.document(file, pipeline, results, shell.locale()));
            } catch (RaudalException e) {
                Refusal refusal = new Refusal(e);
                refused++;
                if (table) {
                    refusal.tell(shell);
                }
                documents.add(TestReport.document(file, refusal, shell.locale()));
            }
        }
        boolean passed = failed + refused == 0;
        if (!table) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("passed", passed);
            document.put("files", documents);
            Documents.write(document, output, shell.out());
        } else if (files.size() > 1) {
            tell(
                    refused == 0 ? "test.total" : "test.total-refused",
                    shell,
                    Counts.text(files.size(), shell.locale()),
                    tests,
                    failed,
                    refused);
        }
        return passed ? ExitCode.OK : ExitCode.FAILED;
    }

    private static void tell(String key, Shell shell, String first, int... counts) {
        String[] arguments = new String[1 + counts.length];
        arguments[0] = first;
        for (int i = 0; i < counts.length; i++) {
            arguments[1 + i] = Counts.text(counts[i], shell.locale());
        }
        shell.err().println(Texts.message(key, arguments).in(shell.locale()));
    }
}
