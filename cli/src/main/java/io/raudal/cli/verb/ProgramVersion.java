package io.raudal.cli.verb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The version of the program. */
public final class ProgramVersion {
    private ProgramVersion() {}

    /** As the build wrote it. */
    public static String text() {
        try (InputStream version = Objects.requireNonNull(
                ProgramVersion.class.getResourceAsStream("/io/raudal/cli/version.txt"), "version.txt")) {
            return new String(version.readAllBytes(), StandardCharsets.UTF_8).trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
