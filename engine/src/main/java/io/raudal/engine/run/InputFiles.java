package io.raudal.engine.run;

import io.raudal.model.RaudalException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that the user's words for inputs mean, in order: a path, a glob ({@code *}, {@code ?}, {@code [..]}, {@code {a,b}},
 * {@code **} over folders; its files by name, hidden ones left out), or {@code -} for standard input.
 *
 * @param failures of words that mean no file
 */
public record InputFiles(List<InputFile> files, List<InputFailure> failures) {
    public InputFiles {
        files = List.copyOf(files);
        failures = List.copyOf(failures);
    }

    /** @param base the folder that relative paths start from */
    public static InputFiles find(String stream, List<String> words, Path base) {
        List<InputFile> files = new ArrayList<>();
        List<InputFailure> failures = new ArrayList<>();
        for (String word : words) {
            if (word.equals("-")) {
                files.add(InputFile.standardInput());
                continue;
            }
            try {
                add(stream, word, base, files, failures);
            } catch (InvalidPathException e) {
                failures.add(new InputFailure(stream, word, RunMessages.unreadable("input.missing")));
            } catch (IOException e) {
                failures.add(new InputFailure(stream, word, RunMessages.unreadable(e)));
            }
        }
        return new InputFiles(files, failures);
    }

    private static void add(String stream, String word, Path base, List<InputFile> files, List<InputFailure> failures)
            throws IOException {
        boolean glob = word.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
        Path path = base.resolve(word);
        // A file may have such characters in its very name.
        if (!glob || Files.exists(path)) {
            RaudalException problem = Files.isDirectory(path)
                    ? RunMessages.unreadable("input.folder", word)
                    : Files.exists(path) ? null : RunMessages.unreadable("input.missing");
            if (problem == null) {
                files.add(new InputFile(word, path, null));
            } else {
                failures.add(new InputFailure(stream, word, problem));
            }
            return;
        }
        List<InputFile> matched = matching(word, base);
        if (matched.isEmpty()) {
            failures.add(new InputFailure(stream, word, RunMessages.unreadable("input.no-match")));
        }
        files.addAll(matched);
    }

    private static List<InputFile> matching(String glob, Path base) throws IOException {
        String[] segments = glob.split("/", -1);
        int fixed = 0;
        while (segments[fixed].chars().noneMatch(c -> "*?[{".indexOf(c) >= 0)) {
            fixed++;
        }
        String prefix = fixed == 0 ? "" : String.join("/", List.of(segments).subList(0, fixed)) + "/";
        Path root = base.resolve(prefix);
        String rest = String.join("/", List.of(segments).subList(fixed, segments.length));
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        PathMatcher matcher = root.getFileSystem().getPathMatcher("glob:" + rest);
        int depth = rest.contains("**") ? Integer.MAX_VALUE : segments.length - fixed;
        try (Stream<Path> walk = Files.walk(root, depth, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(path -> {
                        Path inside = root.relativize(path);
                        return matcher.matches(inside) && !isHidden(inside) && !Files.isDirectory(path);
                    })
                    .map(path -> {
                        String inside = root.relativize(path).toString();
                        return new InputFile(prefix + inside, path, null);
                    })
                    .sorted(Comparator.comparing(InputFile::name))
                    .toList();
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
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
