package io.raudal.cli.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.ExitCode;
import io.raudal.cli.verb.Options;
import io.raudal.cli.verb.Verb;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Verbs that do one thing with a pipeline of a running platform: {@code pause}, {@code resume}, {@code delete}, {@code rewind}. */
public final class PipelineVerb implements Verb {
    private static final String PIPELINES = "/api/v1/pipelines/";

    /** What is done. */
    private enum Deed {
        PAUSE("pause"),
        RESUME("resume"),
        DELETE("delete"),
        REWIND("rewind");

        private final String verb;

        Deed(String verb) {
            this.verb = verb;
        }
    }

    private final Deed deed;

    private PipelineVerb(Deed deed) {
        this.deed = deed;
    }

    public static List<Verb> all() {
        return List.of(
                new PipelineVerb(Deed.PAUSE),
                new PipelineVerb(Deed.RESUME),
                new PipelineVerb(Deed.DELETE),
                new PipelineVerb(Deed.REWIND));
    }

    @Override
    public String name() {
        return deed.verb;
    }

    @Override
    public void declare(Options options) {
        PlatformClient.declare(options.parameter("PIPELINE", "1"));
        if (deed == Deed.DELETE) {
            options.flag("--data");
        } else if (deed == Deed.REWIND) {
            options.required("TIME", PipelineVerb::checkTime, "--to");
        }
    }

    @Override
    public int run(Arguments arguments, Shell shell) {
        PlatformClient client = PlatformClient.of(arguments, shell);
        String name = arguments.parameter();
        String path = PIPELINES + PlatformClient.encoded(name);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        switch (deed) {
            case DELETE -> client.delete(path + (arguments.has("--data") ? "?data=true" : ""));
            case REWIND -> {
                body.put("to", arguments.value("--to").orElseThrow());
                client.post(path + "/rewind", body);
            }
            default -> client.post(path + "/" + deed.verb, body);
        }
        shell.err().println(Texts.message(deed.verb + ".done", name).in(shell.locale()));
        return ExitCode.OK;
    }

    private static void checkTime(String option, String text) {
        try {
            Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Texts.usage("usage.time", option, text);
        }
    }
}
