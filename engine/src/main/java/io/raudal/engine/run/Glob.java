package io.raudal.engine.run;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Finds the files that a glob means: by name, hidden ones left out, links followed. A folder that cannot be looked into is a failure
 * of its own, and the rest is found all the same; one that a link leads back to has been looked into already.
 */
final class Glob extends SimpleFileVisitor<Path> {
    private final String stream;
    private final String prefix;
    private final Path root;
    private final List<String> segments;
    private final PathMatcher matcher;
    private final List<InputFile> files;
    private final List<InputFailure> failures;
    private final List<InputFile> found = new ArrayList<>();

    /**
     * @param base the folder that a relative glob starts from
     * @param files get what is found, behind what they have
     * @throws PatternSyntaxException if it is no glob
     */
    Glob(String stream, String glob, Path base, List<InputFile> files, List<InputFailure> failures) {
        this.stream = stream;
        this.files = files;
        this.failures = failures;
        List<String> all = List.of(glob.split("/", -1));
        int fixed = 0;
        while (!isGlob(all.get(fixed))) {
            fixed++;
        }
        prefix = fixed == 0 ? "" : String.join("/", all.subList(0, fixed)) + "/";
        root = base.resolve(prefix);
        segments = all.subList(fixed, all.size());
        matcher = matcher(segments);
    }

    static boolean isGlob(String text) {
        return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    /** @throws java.nio.file.AccessDeniedException if the folder that it begins in may not be entered */
    void find() throws IOException {
        if (!InputFiles.isThere(root) || !Files.isDirectory(root)) {
            return;
        }
        boolean deep = segments.stream().anyMatch(segment -> segment.contains("**"));
        int depth = deep ? Integer.MAX_VALUE : segments.size();
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, this);
        found.sort(Comparator.comparing(InputFile::name));
        files.addAll(found);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return isHidden(root.relativize(folder)) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
        Path inside = root.relativize(path);
        if (!attributes.isDirectory() && !isHidden(inside) && matcher.matches(inside)) {
            found.add(new InputFile(prefix + inside, path, null));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) {
        Path inside = root.relativize(path);
        if (!(failure instanceof FileSystemLoopException) && !isHidden(inside) && mayHold(inside)) {
            failures.add(new InputFailure(stream, prefix + inside, RunMessages.unreadable(failure)));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
        return failure == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, failure);
    }

    /** Whether the glob's files may be in a folder. */
    private boolean mayHold(Path inside) {
        int depth = inside.getNameCount();
        if (inside.toString().isEmpty() || depth >= segments.size()) {
            return true;
        }
        List<String> first = segments.subList(0, depth);
        try {
            return first.stream().anyMatch(segment -> segment.contains("**"))
                    || matcher(first).matches(inside);
        } catch (PatternSyntaxException e) {
            // a group that reaches over folders
            return true;
        }
    }

    private PathMatcher matcher(List<String> parts) {
        return root.getFileSystem().getPathMatcher("glob:" + String.join("/", parts));
    }

    private static boolean isHidden(Path inside) {
        for (Path segment : inside) {
            if (segment.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }
}
