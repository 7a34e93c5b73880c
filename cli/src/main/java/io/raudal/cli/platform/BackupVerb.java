package io.raudal.cli.platform;

import io.raudal.cli.archive.ArchiveWriter;
import io.raudal.cli.archive.Manifest;
import io.raudal.cli.configuration.Configuration;
import io.raudal.cli.configuration.SettingOptions;
import io.raudal.cli.terminal.Counts;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.ExitCode;
import io.raudal.cli.verb.InputFiles;
import io.raudal.cli.verb.Options;
import io.raudal.cli.verb.OutputFile;
import io.raudal.cli.verb.ProgramVersion;
import io.raudal.cli.verb.Verb;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code raudal backup TARGET}: everything that a platform keeps, in one file; the platform may run. */
public final class BackupVerb implements Verb {
    private static final String LOG = "log/";

    @Override
    public String name() {
        return "backup";
    }

    @Override
    public void declare(Options options) {
        SettingOptions.ofData(options.parameter("TARGET", "1")).flag("--force");
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        Path data = Configuration.of(arguments, shell).data();
        String target = arguments.parameter();
        check(target, data, arguments.has("--force"));
        try (ByteProgress progress = new ByteProgress(shell);
                OutputFile out = OutputFile.create(target);
                KeptData kept = KeptData.of(data, shell.locale())) {
            FreeSpace.require(InputFiles.path(target).toAbsolutePath().resolveSibling(""), kept.bytes(), target);
            ArchiveWriter writer = new ArchiveWriter(kept.folder(), progress.of(2 * kept.bytes()));
            Manifest manifest =
                    writer.manifest(ProgramVersion.text(), DataDirectory.VERSION, kept.takenAt(), kept.parts());
            writer.write(manifest, out);
            out.completeDurably();
            progress.end();
            if (manifest.files().stream().noneMatch(file -> file.path().startsWith(LOG))) {
                shell.err().println(Texts.message("backup.no-events", target).in(shell.locale()));
            }
            shell.err()
                    .println(Texts.message(
                                    "backup.done",
                                    target,
                                    Counts.text(manifest.files().size(), shell.locale()),
                                    Counts.bytes(manifest.bytes(), shell.locale()),
                                    Counts.bytes(Files.size(InputFiles.path(target)), shell.locale()),
                                    manifest.takenAt().toString())
                            .in(shell.locale()));
        }
        return ExitCode.OK;
    }

    private static void check(String target, Path data, boolean force) {
        Path path = InputFiles.path(target);
        if (Files.isDirectory(path)) {
            throw Texts.usage("output.folder", target);
        }
        if (Files.exists(path) && !force) {
            throw new RaudalException(ErrorCode.CONFLICT, Texts.message("backup.exists", target));
        }
        if (path.toAbsolutePath().normalize().startsWith(data.toAbsolutePath().normalize())) {
            throw Texts.usage("backup.inside", target, data.toString());
        }
    }
}
