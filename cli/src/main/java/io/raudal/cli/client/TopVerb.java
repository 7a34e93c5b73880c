package io.raudal.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Locale;

/** {@code raudal top}: ledger and rates of a running platform, once a second until Ctrl-C or its end; once where output is no terminal. */
public final class TopVerb implements Verb {
    private static final String CLEAR = "\u001b[H\u001b[2J";
    private static final double MEBI = 1 << 20;

    @Override
    public String name() {
        return "top";
    }

    @Override
    public void declare(Options options) {
        PlatformClient.declare(options.flag("--once"));
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        PlatformClient client = PlatformClient.of(arguments, shell);
        if (arguments.has("--once") || !shell.outIsTerminal()) {
            shell.print(page(client.get("/api/v1/status"), shell.locale()));
            return ExitCode.OK;
        }
        try (LiveEvents events = client.events("/api/v1/live?status=true", shell.interrupts())) {
            while (events.next()) {
                if (events.type().equals("status")) {
                    shell.print(CLEAR + page(events.data(), shell.locale()));
                }
            }
        }
        return ExitCode.INTERRUPTED;
    }

    private static String page(JsonNode status, Locale locale) {
        List<String> lines = new ArrayList<>();
        JsonNode process = status.path("process");
        lines.add(Texts.message(
                        "top.process",
                        status.path("at").asText(),
                        String.format(Locale.ROOT, "%.2f", process.path("cpu").asDouble()),
                        process.path("cores").asText(),
                        mebibytes(process.path("memoryBytes")),
                        mebibytes(status.path("disk").path("freeBytes")))
                .in(locale));
        lines.add("");
        TextTable streams = new TextTable("lrrrrrrr").row(heads("top.streams", locale));
        TextTable views = new TextTable("lrrrrl").row(heads("top.views", locale));
        for (JsonNode pipeline : status.path("pipelines")) {
            String prefix = pipeline.path("name").asText() + ".";
            for (JsonNode stream : pipeline.path("streams")) {
                JsonNode ledger = stream.path("ledger");
                streams.row(
                        prefix + stream.path("name").asText(),
                        rate(stream.path("rates").path("received")),
                        ledger.path("received").asText(),
                        ledger.path("delivered").asText(),
                        ledger.path("duplicate").asText(),
                        ledger.path("late").asText(),
                        ledger.path("dead").asText(),
                        ledger.path("inFlight").asText());
            }
            for (JsonNode view : pipeline.path("views")) {
                views.row(
                        prefix + view.path("name").asText(),
                        rate(view.path("rowsPerSecond")),
                        view.path("rows").asText(),
                        view.path("openRows").asText(),
                        rate(view.path("usedPerSecond")),
                        view.path("whyNoOutput").path(0).path("text").asText(""));
            }
        }
        lines.addAll(streams.lines(""));
        lines.add("");
        lines.addAll(views.lines(""));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> heads(String key, Locale locale) {
        return List.of(Texts.message(key).in(locale).split(" ", -1));
    }

    private static String rate(JsonNode value) {
        return String.format(Locale.ROOT, "%.1f", value.asDouble());
    }

    private static String mebibytes(JsonNode bytes) {
        return String.format(Locale.ROOT, "%.0f", bytes.asDouble() / MEBI);
    }
}
