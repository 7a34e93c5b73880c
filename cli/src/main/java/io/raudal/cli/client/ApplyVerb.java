package io.raudal.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.raudal.cli.pipeline.CompiledPipeline;
import io.raudal.cli.terminal.ChangeTable;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.ExitCode;
import io.raudal.cli.verb.InputFiles;
import io.raudal.cli.verb.Options;
import io.raudal.cli.verb.Verb;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;

/** {@code raudal apply FILE...}: creates or changes pipelines of a running platform; says first what that does. */
public final class ApplyVerb implements Verb {
    @Override
    public String name() {
        return "apply";
    }

    @Override
    public void declare(Options options) {
        PlatformClient.declare(
                options.parameter("FILE", "1..*").flag("--dry-run").flag("-y", "--yes"));
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        PlatformClient client = PlatformClient.of(arguments, shell);
        for (Map.Entry<String, String> pipeline : pipelines(arguments, shell).entrySet()) {
            String name = pipeline.getKey();
            String text = Files.readString(InputFiles.path(pipeline.getValue()));
            String path = "/api/v1/pipelines/" + PlatformClient.encoded(name);
            JsonNode plan = client.putYaml(path + "?dryRun=true", text);
            shell.err().println(plan(plan, shell.locale()));
            if (arguments.has("--dry-run")) {
                continue;
            }
            if (rebuilds(plan) && !arguments.has("--yes") && !isWanted(shell)) {
                shell.err().println(Texts.message("apply.not").in(shell.locale()));
                return ExitCode.FAILED;
            }
            client.putYaml(path, text);
            shell.err().println(Texts.message("apply.done", name).in(shell.locale()));
        }
        return ExitCode.OK;
    }

    /**
     * The files by the names of their pipelines. Problems are told with the file's name and without the way to the server; what it says
     * in the end counts.
     */
    private static Map<String, String> pipelines(Arguments arguments, Shell shell) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        for (String file : new LinkedHashSet<>(arguments.parameters())) {
            if (InputFiles.isStandardInput(file)) {
                throw Texts.usage("apply.standard");
            }
            String name = CompiledPipeline.open(file, "table", shell).plan().pipeline();
            String other = files.putIfAbsent(name, file);
            if (other != null) {
                throw new RaudalException(ErrorCode.CONFLICT, Texts.message("pipeline.twice", name, other, file));
            }
        }
        return files;
    }

    private static String plan(JsonNode plan, Locale locale) {
        ChangeTable table = new ChangeTable(locale);
        for (JsonNode change : plan.path("changes")) {
            table.part(
                    change.path("action").asText(),
                    change.path("kind").asText(),
                    change.path("name").asText(),
                    change.path("text").asText(""));
        }
        return table.toString();
    }

    private static boolean rebuilds(JsonNode plan) {
        for (JsonNode change : plan.path("changes")) {
            String action = change.path("action").asText();
            if (action.equals("rebuild") || action.equals("remove")) {
                return true;
            }
        }
        return false;
    }

    /** Asks people; what is no terminal is taken to know what it does. */
    private static boolean isWanted(Shell shell) throws IOException {
        if (!shell.errIsTerminal()) {
            return true;
        }
        shell.err().print(Texts.message("apply.ask").in(shell.locale()) + " ");
        shell.err().flush();
        String answer = new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8)).readLine();
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes|s|si|sí");
    }
}
