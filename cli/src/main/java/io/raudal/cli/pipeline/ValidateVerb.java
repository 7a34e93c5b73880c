package io.raudal.cli.pipeline;

import io.raudal.cli.terminal.Documents;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.ExitCode;
import io.raudal.cli.verb.Options;
import io.raudal.cli.verb.Verb;
import io.raudal.model.Pipeline;
import io.raudal.model.Problem;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code raudal validate FILE...}: everything that is wrong in pipeline files. */
public final class ValidateVerb implements Verb {
    @Override
    public String name() {
        return "validate";
    }

    @Override
    public void declare(Options options) {
        options.parameter("FILE", "1..*").output();
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        String output = arguments.output("table");
        List<Object> documents = new ArrayList<>();
        boolean allValid = true;
        for (String file : arguments.parameters()) {
            try {
                CompiledPipeline pipeline = CompiledPipeline.open(file, output, shell);
                List<Problem> problems = ReferenceCheck.problems(pipeline);
                if (problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR)) {
                    if (!output.equals("table")) {
                        problems.addAll(pipeline.warnings());
                    }
                    throw new RaudalException(pipeline.path(), problems);
                }
                if (output.equals("table")) {
                    CompiledPipeline.warningTexts(problems, pipeline.path(), shell.locale())
                            .forEach(shell.err()::println);
                    shell.err().println(summary(file, pipeline.file().pipeline(), shell.locale()));
                }
                problems.addAll(0, pipeline.warnings());
                documents.add(document(file, true, Refusal.problems(problems, shell.locale())));
            } catch (RaudalException e) {
                Refusal refusal = new Refusal(e);
                allValid = false;
                if (output.equals("table")) {
                    refusal.tell(shell);
                }
                documents.add(document(file, false, refusal.problems(shell.locale())));
            }
        }
        if (!output.equals("table")) {
            Documents.write(Map.of("files", documents), output, shell.out());
        }
        return allValid ? ExitCode.OK : ExitCode.FAILED;
    }

    private static String summary(String file, Pipeline pipeline, Locale locale) {
        return Texts.message(
                        "validate.ok",
                        file,
                        Integer.toString(pipeline.streams().size()),
                        Integer.toString(pipeline.tables().size()),
                        Integer.toString(pipeline.views().size()),
                        Integer.toString(pipeline.tests().size()))
                .in(locale);
    }

    private static Map<String, Object> document(String file, boolean valid, List<Object> problems) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", file);
        document.put("valid", valid);
        document.put("problems", problems);
        return document;
    }
}
