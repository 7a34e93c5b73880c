package io.raudal.cli.platform;

import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.query.AppliedChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Applies pipeline files, and again when their text changes. A file with problems changes nothing: what ran before goes on. Belongs to
 * one thread.
 */
final class FileWatch {
    /** Hears what became of a file. */
    interface Listener {
        void applied(Path file, AppliedChange change);

        void failed(Path file, RaudalException cause);
    }

    private final EmbeddedPlatform platform;
    private final List<Path> files;
    private final Listener listener;
    private final Map<Path, String> seen = new HashMap<>();

    FileWatch(EmbeddedPlatform platform, List<Path> files, Listener listener) {
        this.platform = platform;
        this.files = files.stream().map(Path::toAbsolutePath).toList();
        this.listener = listener;
    }

    /** @throws RaudalException with the problems of the first file that has some */
    void applyAll() {
        Map<String, Path> named = new HashMap<>();
        for (Path file : files) {
            String text = read(file);
            seen.put(file, text);
            AppliedChange change = platform.apply(file, text, false);
            Path other = named.putIfAbsent(change.pipeline(), file);
            if (other != null && !other.equals(file)) {
                throw new RaudalException(
                        ErrorCode.CONFLICT,
                        PlatformMessages.message(
                                "pipeline.twice", change.pipeline(), other.toString(), file.toString()));
            }
            listener.applied(file, change);
        }
    }

    /** Looks at the files, and applies those that are no longer what they were. */
    void look() {
        for (Path file : files) {
            try {
                String text = read(file);
                if (!text.equals(seen.put(file, text))) {
                    listener.applied(file, platform.apply(file, text, false));
                }
            } catch (RaudalException e) {
                // A file that is being replaced is not there for a moment.
                if (e.code() != ErrorCode.UNREADABLE_INPUT) {
                    listener.failed(file, e);
                }
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new RaudalException(
                    ErrorCode.UNREADABLE_INPUT,
                    PlatformMessages.message("file.unreadable", file.toString(), e.toString()),
                    e);
        }
    }
}
