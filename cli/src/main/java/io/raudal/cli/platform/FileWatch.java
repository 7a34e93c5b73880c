package io.raudal.cli.platform;

import io.raudal.cli.pipeline.CompiledPipeline;
import io.raudal.cli.terminal.Texts;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.query.AppliedChange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Applies pipeline files, and again when their text changes. A file with problems changes nothing, nor does one that goes away: what ran
 * before goes on. No two of them may be of one pipeline. Belongs to one thread.
 */
final class FileWatch {
    /** A file that is being replaced is not there for a moment. */
    private static final int LOOKS_UNTIL_GONE = 2;

    /** Hears what becomes of a file. */
    interface Listener {
        /** A pipeline that is there is about to be changed. */
        void changing(Path file, AppliedChange change);

        void applied(Path file, AppliedChange change);

        /** The file is about to be that of another pipeline; the former one goes on. */
        void renamed(Path file, String former, String name);

        /** The file cannot be read any more; its pipeline goes on. */
        void gone(Path file, String pipeline, IOException cause);

        void failed(Path file, RaudalException cause);
    }

    private final EmbeddedPlatform platform;
    private final Set<Path> files = new LinkedHashSet<>();
    private final Listener listener;
    private final Map<Path, String> seen = new HashMap<>();
    /** By file, the pipeline that it was last applied as. */
    private final Map<Path, String> names = new HashMap<>();
    /** Those of a pipeline that another file is of; tried again when that changes. */
    private final Set<Path> twice = new HashSet<>();

    private final Map<Path, Integer> failedLooks = new HashMap<>();

    FileWatch(EmbeddedPlatform platform, List<Path> files, Listener listener) {
        this.platform = platform;
        this.listener = listener;
        files.forEach(file -> this.files.add(file.toAbsolutePath()));
    }

    /**
     * Applies all files, once all are known to be well.
     *
     * @throws RaudalException with the problems of the last file that has some, or if it is of the pipeline of another; the listener has
     *     heard those of the others, and nothing is applied
     */
    void applyAll() throws IOException {
        Map<Path, CompiledPipeline> compiled = new LinkedHashMap<>();
        Map<Path, RaudalException> failed = new LinkedHashMap<>();
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            seen.put(file, new String(bytes, StandardCharsets.UTF_8));
            try {
                CompiledPipeline pipeline = compile(file, bytes);
                requireAlone(file, pipeline);
                names.put(file, pipeline.plan().pipeline());
                compiled.put(file, pipeline);
            } catch (RaudalException e) {
                failed.put(file, e);
            }
        }
        throwLast(failed);
        compiled.forEach((file, pipeline) -> apply(file, pipeline, false));
    }

    private void throwLast(Map<Path, RaudalException> failed) {
        int left = failed.size();
        for (Map.Entry<Path, RaudalException> one : failed.entrySet()) {
            if (--left == 0) {
                throw one.getValue();
            }
            listener.failed(one.getKey(), one.getValue());
        }
    }

    /** Looks at the files, and applies those that are no longer what they were. */
    void look() {
        for (Path file : files) {
            try {
                byte[] bytes = Files.readAllBytes(file);
                failedLooks.remove(file);
                String text = new String(bytes, StandardCharsets.UTF_8);
                if (!text.equals(seen.put(file, text))) {
                    change(file, compile(file, bytes));
                }
            } catch (IOException e) {
                if (failedLooks.merge(file, 1, Integer::sum) == LOOKS_UNTIL_GONE) {
                    listener.gone(file, names.getOrDefault(file, ""), e);
                }
            } catch (RaudalException e) {
                listener.failed(file, e);
            }
        }
    }

    private CompiledPipeline compile(Path file, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8))) {
            throw new RaudalException(
                    ErrorCode.UNREADABLE_INPUT, PlatformMessages.message("file.encoding", file.toString()));
        }
        return platform.compile(file, text);
    }

    private void change(Path file, CompiledPipeline pipeline) {
        String name = pipeline.plan().pipeline();
        twice.add(file);
        requireAlone(file, pipeline);
        twice.remove(file);
        String former = names.put(file, name);
        if (former != null && !former.equals(name)) {
            listener.renamed(file, former, name);
            twice.forEach(seen::remove);
            twice.clear();
        }
        apply(file, pipeline, true);
    }

    /** @param isChange whether it is worth telling that all stays as it is */
    private void apply(Path file, CompiledPipeline pipeline, boolean isChange) {
        String text = seen.getOrDefault(file, "");
        if (platform.pipeline(pipeline.plan().pipeline()).isPresent()) {
            AppliedChange change = platform.apply(pipeline, file, text, true);
            if (isChange || !change.keepsAll()) {
                listener.changing(file, change);
            }
        }
        listener.applied(file, platform.apply(pipeline, file, text, false));
    }

    private void requireAlone(Path file, CompiledPipeline pipeline) {
        String name = pipeline.plan().pipeline();
        names.forEach((other, taken) -> {
            if (taken.equals(name) && !other.equals(file)) {
                throw new RaudalException(
                        ErrorCode.CONFLICT, Texts.message("pipeline.twice", name, other.toString(), file.toString()));
            }
        });
    }
}
