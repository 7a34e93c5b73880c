package io.raudal.cli.platform;

import io.raudal.cli.configuration.Configuration;
import io.raudal.cli.configuration.SettingOptions;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.Options;
import io.raudal.cli.verb.Verb;
import io.raudal.engine.file.DurableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** {@code raudal demo}: {@code up} with pipelines that come with the program, on this machine's own telemetry among others. */
public final class DemoVerb implements Verb {
    private static final String RESOURCES = "/io/raudal/cli/demo/";
    private static final List<String> PIPELINES = List.of("machine.yaml", "plant.yaml", "earthquakes.yaml");
    private static final List<String> DATA = List.of("earthquakes.ndjson.gz", "networks.csv");
    private static final long SEED = 20_260_101;

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public void declare(Options options) {
        SettingOptions.ofPlatform(options);
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        Configuration configuration = Configuration.of(arguments, shell);
        UpOptions options = UpOptions.of(configuration, configuration.dataBeside("raudal-demo"), Optional.empty());
        InstantSource clock = InstantSource.system();
        LiveSources sources = new LiveSources(clock).with("plant", "readings", () -> new PlantGenerator(SEED, clock));
        return UpVerb.run(options, DemoVerb::files, sources, shell);
    }

    /** The pipelines, in a data directory that is ours; their users may change them there. */
    private static List<Path> files(Path data) throws IOException {
        Path folder = data.resolve(DataDirectory.DEMO);
        List<Path> files = new ArrayList<>();
        Files.createDirectories(folder);
        for (String name : DATA) {
            copy(name, folder);
        }
        for (String name : PIPELINES) {
            files.add(copy(name, folder));
        }
        return files;
    }

    /** Copies a file of the program's, unless there is one: it may have been changed. */
    private static Path copy(String name, Path folder) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            try (InputStream in = Objects.requireNonNull(DemoVerb.class.getResourceAsStream(RESOURCES + name), name)) {
                DurableFile.replace(file, in.readAllBytes());
            }
        }
        return file;
    }
}
