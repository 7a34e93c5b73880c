package io.raudal.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.ExitCode;
import io.raudal.cli.verb.Options;
import io.raudal.cli.verb.Verb;
import java.util.List;

/** {@code raudal replay PIPELINE.STREAM --late|--dead}: lets events count after all that were set aside. */
public final class ReplayVerb implements Verb {
    @Override
    public String name() {
        return "replay";
    }

    @Override
    public void declare(Options options) {
        PlatformClient.declare(options.parameter("STREAM", "1", QualifiedName.RULE)
                .choice(List.of("late", "dead"), "--kind")
                .value("REASON", "--reason")
                .flag("--dry-run"));
    }

    @Override
    public int run(Arguments arguments, Shell shell) {
        String kind = arguments.value("--kind").orElse("late");
        String name = arguments.parameter();
        int dot = name.indexOf('.');
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("all", true);
        body.put("dryRun", arguments.has("--dry-run"));
        arguments.value("--reason").ifPresent(reason -> body.put("reason", reason));
        JsonNode done = PlatformClient.of(arguments, shell)
                .post(
                        "/api/v1/streams/" + PlatformClient.encoded(name.substring(0, dot)) + "/"
                                + PlatformClient.encoded(name.substring(dot + 1)) + "/" + kind + "/replay",
                        body);
        shell.err()
                .println(Texts.message(
                                arguments.has("--dry-run") ? "replay.would" : "replay.done",
                                done.path("replayed").asText(),
                                done.path("windows").asText(),
                                Integer.toString(done.path("refused").size()))
                        .in(shell.locale()));
        for (JsonNode refused : done.path("refused")) {
            shell.err()
                    .println("  " + refused.path("id").asText() + ": "
                            + refused.path("reason").asText());
        }
        return ExitCode.OK;
    }
}
