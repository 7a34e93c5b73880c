package io.raudal.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.ExitCode;
import io.raudal.cli.verb.Options;
import io.raudal.cli.verb.Verb;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.io.IOException;

/**
 * {@code raudal tap PIPELINE.STREAM|VIEW}: follows a view's rows, or samples a stream's events, until Ctrl-C or the platform's end. One JSON text a line: of
 * a view its rows (open ones again each time they change, with {@code --final} only those that stay), of a stream its events as they
 * came.
 */
public final class TapVerb implements Verb {
    @Override
    public String name() {
        return "tap";
    }

    @Override
    public void declare(Options options) {
        PlatformClient.declare(
                options.parameter("NAME", "1", QualifiedName.RULE).flag("--final"));
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        String name = arguments.parameter();
        int dot = name.indexOf('.');
        PlatformClient client = PlatformClient.of(arguments, shell);
        String query = kind(client, name.substring(0, dot), name.substring(dot + 1));
        if (query.equals("stream") && arguments.has("--final")) {
            throw Texts.usage("usage.tap-final", name);
        }
        try (LiveEvents events =
                client.events("/api/v1/live?" + query + "=" + PlatformClient.encoded(name), shell.interrupts())) {
            while (events.next()) {
                print(events.type(), events.data(), arguments.has("--final"), shell);
            }
        }
        return ExitCode.INTERRUPTED;
    }

    private static String kind(PlatformClient client, String pipeline, String name) {
        JsonNode found = client.get("/api/v1/pipelines/" + PlatformClient.encoded(pipeline));
        for (String kind : new String[] {"view", "stream"}) {
            for (JsonNode one : found.path(kind + "s")) {
                if (one.path("name").asText().equals(name)) {
                    return kind;
                }
            }
        }
        throw new RaudalException(ErrorCode.NOT_FOUND, Texts.message("tap.none", pipeline, name));
    }

    private static void print(String type, JsonNode data, boolean isFinalOnly, Shell shell) throws IOException {
        StringBuilder lines = new StringBuilder();
        if (type.equals("snapshot") || type.equals("rows")) {
            for (JsonNode row : data.path("rows")) {
                if (!row.path("row").isNull() && (row.path("final").asBoolean() || !isFinalOnly)) {
                    lines.append(row.get("row")).append('\n');
                }
            }
        } else if (type.equals("sample")) {
            for (JsonNode event : data.path("events")) {
                lines.append(
                                event.has("text")
                                        ? event.get("text").asText()
                                        : event.path("base64").asText())
                        .append('\n');
            }
        }
        if (lines.length() > 0) {
            shell.print(lines.toString());
        }
    }
}
