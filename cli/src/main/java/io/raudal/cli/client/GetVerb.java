package io.raudal.cli.client;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.raudal.cli.terminal.Documents;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.TextTable;
import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.ExitCode;
import io.raudal.cli.verb.Options;
import io.raudal.cli.verb.Verb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code raudal get [PIPELINE]}: the pipelines of a running platform, or the file of one. */
public final class GetVerb implements Verb {
    @Override
    public String name() {
        return "get";
    }

    @Override
    public void declare(Options options) {
        PlatformClient.declare(options.parameter("PIPELINE", "0..1").output());
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        boolean isAll = arguments.parameters().isEmpty();
        String output = arguments.output(isAll ? "table" : "yaml");
        if (!isAll && output.equals("table")) {
            throw Texts.usage("usage.get-table", output);
        }
        PlatformClient client = PlatformClient.of(arguments, shell);
        if (isAll) {
            printAll(client.get("/api/v1/pipelines"), output, shell);
            return ExitCode.OK;
        }
        String path = "/api/v1/pipelines/" + PlatformClient.encoded(arguments.parameter());
        shell.print(
                output.equals("json")
                        ? client.get(path).toPrettyString() + "\n"
                        : client.text(path, "application/yaml"));
        return ExitCode.OK;
    }

    private static void printAll(JsonNode all, String output, Shell shell) throws IOException {
        switch (output) {
            case "json" -> shell.print(all.toPrettyString() + "\n");
            case "yaml" ->
                Documents.write(PlatformClient.JSON.convertValue(all, new TypeReference<>() {}), output, shell.out());
            default -> shell.print(table(all, shell));
        }
    }

    private static String table(JsonNode all, Shell shell) {
        TextTable table = new TextTable("llrr")
                .row(List.of(Texts.message("get.columns").in(shell.locale()).split(" ", -1)));
        for (JsonNode pipeline : all.path("pipelines")) {
            List<String> row = new ArrayList<>();
            row.add(pipeline.path("name").asText());
            row.add(pipeline.path("state").asText());
            row.add(Integer.toString(pipeline.path("streams").size()));
            row.add(Integer.toString(pipeline.path("views").size()));
            table.row(row);
        }
        return String.join("\n", table.lines("")) + "\n";
    }
}
