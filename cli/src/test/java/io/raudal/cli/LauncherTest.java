package io.raudal.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script {@code raudal} itself, in a folder where it finds these classes as if it had built them. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
    @TempDir
    private Path root;

    @BeforeEach
    void installClasses() throws IOException {
        Files.copy(Path.of("../raudal"), root.resolve("raudal"));
        Path built = root.resolve("cli/target/raudal");
        Files.createDirectories(built.resolve("lib"));
        Files.writeString(built.resolve("classpath"), "lib/classes.jar\n");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(built.resolve("lib/classes.jar")), manifest).close();
        Files.createFile(built.resolve("stamp"));
    }

    /** In bytes, as this JVM may itself know only ASCII for names. */
    @ParameterizedTest
    @CsvSource({
        "'', '', '', 1 event",
        "C, '', es_ES.UTF-8, 1 event",
        "'', '', C.UTF-8, 1 event",
        "'', '', xx_XX.UTF-8, 1 event",
        "'', es_ES.UTF-8, '', 1 evento",
        "es_XX.UTF-8, '', C, 1 evento"
    })
    void fileWhoseNameIsNotAscii_isReadInAnyLocale(String all, String messages, String lang, String said)
            throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", """
                        printf '{"ts":"2026-01-01T00:00:01Z","\\xc3\\xb1":1}\\n' >$'\\xc3\\xa9v\\xc3\\xa9nements 2026.ndjson'
                        exec ./raudal infer *.ndjson
                        """).directory(root.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("LANG"));
        environment.putAll(Map.of("LC_ALL", all, "LC_MESSAGES", messages, "LANG", lang));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("RAUDAL_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("# " + said + ",", "événements 2026.ndjson\n", "  evenements_2026:\n", "path: 'ñ'");
        assertThat(process.exitValue()).isZero();
    }
}
