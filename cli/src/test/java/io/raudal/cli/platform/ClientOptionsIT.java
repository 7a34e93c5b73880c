package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.raudal.cli.CommandRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Options of the verbs that ask a running platform: each does what it says, or is refused. */
@Timeout(120)
class ClientOptionsIT {
    @TempDir
    private Path folder;

    @Test
    void options_thatAVerbTakes_doSomethingOrAreRefused() throws Exception {
        try (RunningProcess running = new RunningProcess(folder.resolve("data"))) {
            running.apply(folder.resolve("shop.yaml"), ShopPipeline.TEXT);

            CommandRun yaml = command(running, "en", "get", "-o", "yaml");
            assertThat(yaml.output()).startsWith("pipelines:\n").contains("windowSeconds: 86400.0\n");
            JsonNode json =
                    UpProcess.tree(command(running, "en", "get", "-o", "json").output());
            assertThat(new YAMLMapper().readTree(yaml.output())).isEqualTo(json);
            assertThat(command(running, "en", "get").output()).contains("PIPELINE", "shop");
            assertThat(command(running, "en", "get", "shop", "-o", "yaml").output())
                    .isEqualTo(ShopPipeline.TEXT);
            assertThat(UpProcess.tree(command(running, "en", "get", "shop", "-o", "json")
                                    .output())
                            .path("file")
                            .asText())
                    .isEqualTo(ShopPipeline.TEXT);
            assertRefused(
                    command(running, "en", "get", "shop", "-o", "table"),
                    2,
                    "-o: must be yaml or json for one pipeline, got table");

            assertRefused(
                    command(running, "en", "tap", "shop.orders", "--final"),
                    2,
                    "--final: is of a view alone, but shop.orders is a stream");
            assertRefused(
                    command(running, "es", "tap", "shop.orders", "--final"),
                    2,
                    "--final: es solo de una vista, pero shop.orders es un flujo");

            assertRefused(
                    command(running, "en", "replay", "shop.orders", "--kind", "dead", "--reason", "typ"),
                    1,
                    "reason: must be one of malformed, encoding, type,");
            assertRefused(
                    command(running, "es", "replay", "shop.orders", "--reason", "type"),
                    1,
                    "reason: debe ser uno de lateness, after-idle, se ha recibido type");
            CommandRun none = command(running, "en", "replay", "shop.orders", "--reason", "lateness");
            assertThat(none.exitCode()).as(none.errors()).isZero();
            assertThat(none.errors()).startsWith("0 events replayed");
        }
    }

    private static void assertRefused(CommandRun run, int exitCode, String why) {
        assertThat(run.errors()).contains(why);
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.output()).isEmpty();
    }

    private static CommandRun command(RunningProcess running, String language, String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--url", "http://localhost:" + running.process.port()));
        return CommandRun.of(Map.of("LANG", language), "", arguments);
    }
}
