package io.raudal.cli.platform;

import io.raudal.cli.configuration.Configuration;
import io.raudal.cli.configuration.SettingOptions;
import io.raudal.cli.terminal.Cancellation;
import io.raudal.cli.terminal.ChangeTable;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.ExitCode;
import io.raudal.cli.verb.InputFiles;
import io.raudal.cli.verb.Options;
import io.raudal.cli.verb.ProgramVersion;
import io.raudal.cli.verb.Verb;
import io.raudal.model.RaudalException;
import io.raudal.query.AppliedChange;
import io.raudal.query.RunningPipeline;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code raudal up [FILE...]}: everything in this process until Ctrl-C. */
public final class UpVerb implements Verb {
    @Override
    public String name() {
        return "up";
    }

    @Override
    public void declare(Options options) {
        SettingOptions.ofPlatformOnCluster(options.parameter("FILE", "0..*"));
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        Configuration configuration = Configuration.of(arguments, shell);
        UpOptions options = UpOptions.of(configuration, configuration.data(), ClusterOptions.of(configuration));
        List<Path> files = new ArrayList<>();
        for (String file : arguments.parameters()) {
            files.add(InputFiles.path(file));
        }
        return run(options, data -> files, new LiveSources(InstantSource.system()), shell);
    }

    /** The pipeline files that a platform is to run. */
    @FunctionalInterface
    interface Files {
        /** Called when the data directory is ours. */
        List<Path> in(Path data) throws IOException;
    }

    /** Runs a platform until it is interrupted. */
    static int run(UpOptions options, Files given, LiveSources sources, Shell shell) throws IOException {
        long begin = System.nanoTime();
        Cancellation cancellation = new Cancellation();
        CountDownLatch interrupted = new CountDownLatch(1);
        cancellation.onWish(interrupted::countDown);
        shell.interrupts().onInterrupt(cancellation::wish);
        StartReport report = new StartReport(shell);
        try (DataDirectory data = openData(options.data())) {
            List<Path> files = given.in(options.data());
            try (PlatformProcess process =
                    PlatformProcess.start(data, options, sources, ProgramVersion.text(), report)) {
                FileWatch watch = apply(process, files, report, shell);
                UnfitReport unfit = new UnfitReport(process.platform(), report);
                process.listen();
                report.say(
                        "start.ready",
                        StartReport.seconds(System.nanoTime() - begin),
                        "http://localhost:" + process.port(),
                        "http://localhost:" + process.managementPort(),
                        process.kafka(),
                        options.data().toString());
                if (process.platform().pipelines().isEmpty()) {
                    report.say("start.empty", "http://localhost:" + process.port());
                }
                while (!interrupted.await(1, TimeUnit.SECONDS)) {
                    watch.look();
                    unfit.look();
                }
                report.say("stop.begin");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        report.say("stop.end");
        return ExitCode.OK;
    }

    private static FileWatch apply(PlatformProcess process, List<Path> files, StartReport report, Shell shell)
            throws IOException {
        process.unrecovered().forEach((name, cause) -> shell.error(cause.in(shell.locale())));
        Applied applied = new Applied(process.platform(), report, shell);
        FileWatch watch = new FileWatch(process.platform(), files, applied);
        List<Path> absolute = files.stream().map(Path::toAbsolutePath).toList();
        process.platform().pipelines().stream()
                .filter(pipeline -> pipeline.path() == null || !absolute.contains(pipeline.path()))
                .forEach(applied::tellFailure);
        watch.applyAll();
        return watch;
    }

    /** Takes the data directory, and has its log written from here on. */
    private static DataDirectory openData(Path folder) {
        DataDirectory data = DataDirectory.open(folder);
        FileLog.openIn(folder);
        return data;
    }

    /** Says what became of a file. */
    private record Applied(EmbeddedPlatform platform, StartReport report, Shell shell) implements FileWatch.Listener {
        @Override
        public void changing(Path file, AppliedChange change) {
            if (change.keepsAll()) {
                report.say("change.none", file.toString(), change.pipeline());
                return;
            }
            report.say("change.begin", file.toString(), change.pipeline());
            ChangeTable table = new ChangeTable(shell.locale());
            for (AppliedChange.Part part : change.parts()) {
                table.part(
                        word(part.action()),
                        word(part.kind()),
                        part.name(),
                        part.why() == null ? "" : part.why().in(shell.locale()));
            }
            shell.err().println(table);
        }

        private static String word(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public void renamed(Path file, String former, String name) {
            report.say("pipeline.renamed", file.toString(), former, name);
        }

        @Override
        public void gone(Path file, String pipeline, IOException cause) {
            boolean isMissing = cause instanceof NoSuchFileException;
            report.say(
                    isMissing ? "file.gone" : "file.unreadable",
                    file.toString(),
                    pipeline,
                    String.valueOf(cause.getMessage()));
        }

        @Override
        public void applied(Path file, AppliedChange change) {
            Map<AppliedChange.Kind, Long> counts = change.parts().stream()
                    .filter(part -> part.action() != AppliedChange.Action.REMOVE)
                    .collect(Collectors.groupingBy(AppliedChange.Part::kind, Collectors.counting()));
            change.warnings().forEach(warning -> shell.err().println(warning.in(file, shell.locale())));
            Optional<RunningPipeline> pipeline = platform.pipeline(change.pipeline());
            if (pipeline.filter(this::tellFailure).isPresent()) {
                return;
            }
            if (pipeline.filter(one -> one.state() == RunningPipeline.State.PAUSED)
                    .isPresent()) {
                report.say("pipeline.paused", change.pipeline());
                return;
            }
            report.say(
                    "pipeline.running",
                    change.pipeline(),
                    counts.getOrDefault(AppliedChange.Kind.STREAM, 0L).toString(),
                    counts.getOrDefault(AppliedChange.Kind.VIEW, 0L).toString());
        }

        /** Says why a pipeline does not run; false if it does, or is not meant to. */
        boolean tellFailure(RunningPipeline pipeline) {
            RaudalException failure = pipeline.failure();
            if (failure == null) {
                return false;
            }
            report.say("pipeline.failed", pipeline.name(), failure.in(shell.locale()));
            return true;
        }

        @Override
        public void failed(Path file, RaudalException cause) {
            shell.error(cause.in(shell.locale()));
        }
    }
}
