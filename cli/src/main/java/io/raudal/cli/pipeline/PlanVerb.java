package io.raudal.cli.pipeline;

import io.raudal.cli.terminal.Documents;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.ExitCode;
import io.raudal.cli.verb.Options;
import io.raudal.cli.verb.Verb;
import io.raudal.plan.explain.Explanation;
import java.io.IOException;
import java.util.Map;

/** {@code raudal plan FILE}: what runs for each view. */
public final class PlanVerb implements Verb {
    @Override
    public String name() {
        return "plan";
    }

    @Override
    public void declare(Options options) {
        options.parameter("FILE", "1").output();
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        String output = arguments.output("table");
        CompiledPipeline pipeline = CompiledPipeline.open(arguments.parameter(), output, shell);
        Explanation explanation = Explanation.of(pipeline.plan());
        if (output.equals("table")) {
            shell.print(String.join("\n", explanation.lines(shell.locale())) + "\n");
        } else {
            Map<String, Object> document = explanation.document();
            document.put("warnings", pipeline.warningTexts(shell.locale()));
            Documents.write(document, output, shell.out());
        }
        return ExitCode.OK;
    }
}
