package io.raudal.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.ExitCode;
import io.raudal.cli.verb.Options;
import io.raudal.cli.verb.ValueRule;
import io.raudal.cli.verb.Verb;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** {@code raudal sql "SELECT ..."}: one query over the views and recent events of a running platform. */
public final class SqlVerb implements Verb {
    private static final String PATH = "/api/v1/sql";

    @Override
    public String name() {
        return "sql";
    }

    @Override
    public void declare(Options options) {
        PlatformClient.declare(options.parameter("SQL", "1")
                .value("N", ValueRule.COUNT, "--limit")
                .choice(List.of("table", "json", "csv"), "--format"));
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        String format = arguments.value("--format").orElse(shell.outIsTerminal() ? "table" : "json");
        String sql = arguments.parameter();
        if (sql.equals("-")) {
            sql = new String(shell.in().readAllBytes(), StandardCharsets.UTF_8);
        }
        ObjectNode query = JsonNodeFactory.instance.objectNode();
        query.put("sql", sql);
        query.put("limit", arguments.count("--limit", 1000));
        PlatformClient client = PlatformClient.of(arguments, shell);
        if (format.equals("csv")) {
            HttpResponse<String> csv = client.postForText(PATH, query, "text/csv");
            shell.print(csv.body());
            if (csv.headers()
                    .firstValue("Raudal-Truncated")
                    .filter("true"::equals)
                    .isPresent()) {
                truncated(records(csv.body()) - 1, shell);
            }
            csv.headers().firstValue("Raudal-Capped").stream()
                    .flatMap(streams -> Arrays.stream(streams.split(", ", -1)))
                    .map(one -> one.split("=", 2))
                    .forEach(one -> capped(one[0], one[1], shell));
            return ExitCode.OK;
        }
        JsonNode result = client.post(PATH, query);
        Tables.print(result, format, shell);
        for (JsonNode one : result.path("capped")) {
            capped(one.path("stream").asText(), one.path("events").asText(), shell);
        }
        if (result.path("truncated").asBoolean()) {
            truncated(result.path("rows").size(), shell);
        }
        return ExitCode.OK;
    }

    private static void truncated(long rows, Shell shell) {
        shell.err().println(Texts.message("sql.truncated", Long.toString(rows)).in(shell.locale()));
    }

    /** How many records CSV has; line ends within quotes end none. */
    private static long records(String csv) {
        long records = 0;
        boolean isQuoted = false;
        for (int i = 0; i < csv.length(); i++) {
            isQuoted ^= csv.charAt(i) == '"';
            records += !isQuoted && csv.charAt(i) == '\n' ? 1 : 0;
        }
        return records;
    }

    private static void capped(String stream, String events, Shell shell) {
        shell.err().println(Texts.message("sql.capped", stream, events).in(shell.locale()));
    }
}
