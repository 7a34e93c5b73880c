package io.raudal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A setting comes from an option, else from the environment, else from the file, else it is as usual; secrets are never shown. */
class ConfigVerbTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path home;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = home.resolve(".config").resolve("raudal").resolve("raudal.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "port: 1001\nkafkaPort: 1002\nmanagementPort: 1003\n");
    }

    @Test
    void setting_saidInSeveralPlaces_isThatOfTheNearest() throws IOException {
        Map<String, String> environment = Map.of("RAUDAL_PORT", "2001", "RAUDAL_KAFKA_PORT", "2002");

        Map<String, JsonNode> settings = settings(environment, "--port", "3001");

        assertThat(settings.get("port").toString()).contains("\"3001\"", "\"option\":\"--port\"");
        assertThat(settings.get("kafkaPort").toString()).contains("\"2002\"", "\"variable\":\"RAUDAL_KAFKA_PORT\"");
        assertThat(settings.get("managementPort").toString()).contains("\"1003\"", file.toString(), "\"line\":3");
        assertThat(settings.get("diskFloor").toString()).contains("\"512\"", "\"from\":\"default\"");
    }

    @Test
    void variable_setToNothing_isAsIfItWereNotThere() throws IOException {
        assertThat(settings(Map.of("RAUDAL_PORT", "")).get("port").path("value").asText())
                .isEqualTo("1001");
    }

    @Test
    void file_namedByOption_winsOverTheOneNamedByVariable() throws IOException {
        Path other = Files.writeString(home.resolve("other.yaml"), "port: 4001\n");
        Path third = Files.writeString(home.resolve("third.yaml"), "port: 5001\n");
        Map<String, String> environment = Map.of("RAUDAL_CONFIG", other.toString());

        assertThat(settings(environment).get("port").path("value").asText()).isEqualTo("4001");
        assertThat(settings(environment, "--config", third.toString())
                        .get("port")
                        .path("value")
                        .asText())
                .isEqualTo("5001");
        assertThat(settings(environment).get("kafkaPort").path("value").asText())
                .as("of the one file alone")
                .isEqualTo("9092");
    }

    @Test
    void folder_ofConfigurations_isTheOneOfTheEnvironment() throws IOException {
        Path folder = home.resolve("elsewhere");
        Files.createDirectories(folder.resolve("raudal"));
        Files.writeString(folder.resolve("raudal").resolve("raudal.yaml"), "port: 6001\n");

        assertThat(settings(Map.of("XDG_CONFIG_HOME", folder.toString()))
                        .get("port")
                        .path("value")
                        .asText())
                .isEqualTo("6001");
    }

    @Test
    void secret_whereverItComesFrom_isNeverShown() throws IOException {
        Files.writeString(home.resolve("secret.txt"), "hunter2\n");
        Files.writeString(
                file, "secrets:\n  A: ${FROM_ENVIRONMENT}\n  B: { file: ../../secret.txt }\n  C: { file: none }\n");
        Map<String, String> environment = Map.of("FROM_ENVIRONMENT", "hunter3", "C", "hunter4");

        for (String output : List.of("table", "json", "yaml")) {
            CommandRun run = run(environment, "-o", output);

            assertThat(run.exitCode()).as(run.errors()).isZero();
            assertThat(run.output()).contains("secrets.A", "secrets.B", "***").doesNotContain("hunter");
            assertThat(run.errors()).doesNotContain("hunter");
        }
        assertThat(settings(environment).get("secrets.C").toString())
                .as("what the environment has is not looked for in a file")
                .contains("\"variable\":\"C\"");
    }

    @Test
    void mistakes_inFileAndEnvironment_areAllTold() throws IOException {
        Files.writeString(file, "prot: 1\nkafkaPort: x\n");

        CommandRun run = run(Map.of("RAUDAL_DISK_FLOOR", "much"), "--port", "70000");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors())
                .contains(file + ":1:1: error: prot: is not a known key; did you mean port?")
                .contains(file + ":2:12: error: kafkaPort: must be a whole number")
                .contains("RAUDAL_DISK_FLOOR: must be a whole number from 0 to 2147483647, got much")
                .contains("--port: must be a whole number from 0 to 65535, got 70000");
    }

    @Test
    void mistake_inTheEnvironmentAlone_isWrongUsage() {
        assertThat(run(Map.of("RAUDAL_URL", "http://me:hunter2@localhost")).exitCode())
                .isEqualTo(2);
    }

    @Test
    void variable_withOurPrefixThatIsNone_isTold() {
        CommandRun run = run(Map.of("RAUDAL_PROT", "1", "RAUDAL_JAVA_OPTS", "-Xmx1g"));

        assertThat(run.exitCode()).isZero();
        assertThat(run.errors())
                .contains("RAUDAL_PROT: is no setting of raudal; did you mean RAUDAL_PORT?")
                .doesNotContain("JAVA_OPTS");
    }

    @Test
    void defaults_asTheyAreAndWithoutTheirMarks_areAConfiguration() throws IOException {
        String text = run(Map.of(), "--defaults").output();
        Files.writeString(file, text);
        Map<String, JsonNode> before = settings(Map.of());
        Files.writeString(home.resolve("database"), "x");
        Files.writeString(
                file,
                text.replaceAll("(?m)^#(?! \\S)", "")
                        .replaceAll("(?m)^kafka[A-Z]?\\w*: *\n(?=\n)", "")
                        .replace("/run/secrets/database", home + "/database"));
        Map<String, JsonNode> after = settings(Map.of("WEBHOOK", "y"));

        assertThat(before)
                .isNotEmpty()
                .allSatisfy((name, setting) -> assertThat(setting.toString()).contains("\"default\""));
        assertThat(after).hasSize(before.size() + 2);
        before.forEach((name, setting) -> {
            JsonNode same = after.get(name);
            assertThat(same.path("value")).isEqualTo(setting.path("value"));
            assertThat(same.path("from").asText())
                    .isEqualTo(same.path("value").asText().isEmpty() ? "default" : "file");
        });
    }

    @Test
    void settings_withoutAFile_areAsUsual_andThePlacesAreTold() throws IOException {
        Files.delete(file);

        CommandRun run = run(Map.of());

        assertThat(run.exitCode()).isZero();
        assertThat(run.errors()).contains("raudal.yaml, " + file);
    }

    private Map<String, JsonNode> settings(Map<String, String> environment, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-o", "json"));
        CommandRun run = run(environment, all.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.errors()).isZero();
        Map<String, JsonNode> settings = new HashMap<>();
        for (JsonNode setting : JSON.readTree(run.output()).path("settings")) {
            settings.put(setting.path("name").asText(), setting);
        }
        return settings;
    }

    private CommandRun run(Map<String, String> environment, String... arguments) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("HOME", home.toString());
        List<String> words = new ArrayList<>(List.of("config"));
        words.addAll(List.of(arguments));
        return CommandRun.of(all, "", words);
    }
}
