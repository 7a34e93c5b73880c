package io.raudal.cli;

import io.raudal.model.file.PipelineSchema;
import java.io.IOException;

/** {@code raudal schema}: the JSON Schema of pipeline files. */
final class SchemaVerb implements Verb {
    @Override
    public String name() {
        return "schema";
    }

    @Override
    public void declare(Options options) {}

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        Cli.print(shell, PipelineSchema.json(shell.locale()) + "\n");
        return ExitCode.OK;
    }
}
