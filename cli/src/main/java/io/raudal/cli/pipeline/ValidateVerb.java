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
            List<Problem> problems;
            boolean valid = true;
            try {
                Pipelines pipeline = Pipelines.compile(file, shell);
                problems = pipeline.warnings();
                if (output.equals("table")) {
                    pipeline.warn(shell);
                    shell.err().println(summary(file, pipeline.file().pipeline(), shell.locale()));
                }
            } catch (RaudalException e) {
                valid = false;
                if (e.problems().isEmpty()) {
                    throw e;
                }
                problems = e.problems();
                if (output.equals("table")) {
                    shell.err().println(e.in(shell.locale()));
                }
            }
            allValid &= valid;
            documents.add(document(file, valid, problems, shell.locale()));
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

    private static Map<String, Object> document(String file, boolean valid, List<Problem> problems, Locale locale) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", file);
        document.put("valid", valid);
        List<Object> list = new ArrayList<>();
        for (Problem problem : problems) {
            Map<String, Object> keys = new LinkedHashMap<>();
            keys.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
            keys.put("line", problem.position().line());
            keys.put("column", problem.position().column());
            keys.put("path", problem.path());
            keys.put("rule", problem.rule().in(locale));
            keys.put("value", problem.value());
            keys.put(
                    "remedy", problem.remedy() == null ? null : problem.remedy().in(locale));
            list.add(keys);
        }
        document.put("problems", list);
        return document;
    }
}
