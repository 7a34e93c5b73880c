package io.raudal.cli.platform;

import io.raudal.cli.archive.ArchiveReader;
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
import io.raudal.cli.verb.Verb;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** {@code raudal restore SOURCE --data DIR}: makes a data directory of a backup, once all of it is known to be well. */
public final class RestoreVerb implements Verb {
    @Override
    public String name() {
        return "restore";
    }

    @Override
    public void declare(Options options) {
        SettingOptions.ofData(options.parameter("SOURCE", "1"));
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        Path data = Configuration.of(arguments, shell).data();
        String source = arguments.parameter();
        Path archive = InputFiles.path(source);
        if (Files.isDirectory(archive)) {
            throw Texts.unreadable("file.folder", source);
        }
        Manifest manifest = new ArchiveReader(archive, bytes -> {}).manifest();
        check(manifest, source);
        boolean isNew = !Files.exists(data);
        try (ByteProgress progress = new ByteProgress(shell);
                DataDirectory directory = DataDirectory.openEmpty(data)) {
            RestoredFiles files = new RestoredFiles(directory.folder(), isNew);
            try {
                FreeSpace.require(data, manifest.bytes(), data.toString());
                LongConsumer done = progress.of(2 * manifest.bytes());
                new ArchiveReader(archive, done).files(file -> OutputStream.nullOutputStream());
                Manifest written =
                        new ArchiveReader(archive, bytes -> done.accept(manifest.bytes() + bytes)).files(files);
                if (!written.equals(manifest)) {
                    throw Texts.unreadable("backup.checksum", source, source);
                }
                files.complete();
            } catch (IOException | RuntimeException e) {
                files.remove();
                throw e;
            }
        }
        shell.err()
                .println(Texts.message(
                                "restore.done",
                                data.toString(),
                                Counts.text(manifest.files().size(), shell.locale()),
                                Counts.bytes(manifest.bytes(), shell.locale()),
                                manifest.takenAt().toString())
                        .in(shell.locale()));
        return ExitCode.OK;
    }

    /** @throws RaudalException UNREADABLE_INPUT if this version cannot run on what is in the archive */
    private static void check(Manifest manifest, String source) {
        if (!manifest.layout().equals(DataDirectory.VERSION)) {
            throw Texts.unreadable(
                    "restore.layout", source, manifest.layout(), DataDirectory.VERSION, manifest.raudal());
        }
        for (Manifest.Entry file : manifest.files()) {
            if (!DataFiles.isContent(file.path())) {
                throw Texts.unreadable("backup.path", source, file.path());
            }
        }
        if (manifest.files().stream().noneMatch(file -> file.path().equals(DataDirectory.VERSION_FILE))) {
            throw Texts.unreadable("backup.lacks", source, DataDirectory.VERSION_FILE);
        }
    }
}
