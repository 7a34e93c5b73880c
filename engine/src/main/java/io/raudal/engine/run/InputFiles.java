package io.raudal.engine.run;

import io.raudal.model.RaudalException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

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
            } catch (PatternSyntaxException e) {
                failures.add(new InputFailure(stream, word, RunMessages.unreadable("input.no-glob")));
            } catch (IOException e) {
                failures.add(new InputFailure(stream, word, RunMessages.unreadable(e)));
            }
        }
        return new InputFiles(files, failures);
    }

    private static void add(String stream, String word, Path base, List<InputFile> files, List<InputFailure> failures)
            throws IOException {
        boolean glob = Glob.isGlob(word);
        Path path = base.resolve(word);
        // A file may have such characters in its very name.
        if (!glob || Files.exists(path)) {
            RaudalException problem = Files.isDirectory(path)
                    ? RunMessages.unreadable("input.folder", word)
                    : isThere(path) ? null : RunMessages.unreadable("input.missing");
            if (problem == null) {
                files.add(new InputFile(word, path, null));
            } else {
                failures.add(new InputFailure(stream, word, problem));
            }
            return;
        }
        int before = files.size() + failures.size();
        new Glob(stream, word, base, files, failures).find();
        if (files.size() + failures.size() == before) {
            failures.add(new InputFailure(stream, word, RunMessages.unreadable("input.no-match")));
        }
    }

    /**
     * Whether something stands there.
     *
     * @throws AccessDeniedException if a folder above it may not be entered, so that nobody knows
     */
    static boolean isThere(Path path) throws AccessDeniedException {
        try {
            BasicFileAttributes unused = Files.readAttributes(path, BasicFileAttributes.class);
            return true;
        } catch (AccessDeniedException e) {
            throw e;
        } catch (IOException e) {
            return false;
        }
    }
}
