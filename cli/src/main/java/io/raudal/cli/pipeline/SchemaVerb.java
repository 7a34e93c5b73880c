package io.raudal.cli.pipeline;

import io.raudal.cli.terminal.Shell;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.ExitCode;
import io.raudal.cli.verb.Options;
import io.raudal.cli.verb.Verb;
import io.raudal.model.file.PipelineSchema;
import java.io.IOException;

/** {@code raudal schema}: the JSON Schema of pipeline files. */
public final class SchemaVerb implements Verb {
    @Override
    public String name() {
        return "schema";
    }

    @Override
    public void declare(Options options) {}

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        shell.print(PipelineSchema.json(shell.locale()) + "\n");
        return ExitCode.OK;
    }
}
