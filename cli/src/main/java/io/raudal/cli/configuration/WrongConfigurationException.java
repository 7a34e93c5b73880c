package io.raudal.cli.configuration;

import io.raudal.model.Problem;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that is wrong with the configuration: in its file, in variables of the environment, in options. */
public final class WrongConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Path file;
    private final transient List<Problem> inFile;
    private final transient List<Problem> outside;

    /**
     * @param file null if there is none
     * @param outside the file: their paths are the names of variables and options
     */
    WrongConfigurationException(@Nullable Path file, List<Problem> inFile, List<Problem> outside) {
        super(String.join(
                "\n",
                Stream.concat(inFile.stream(), outside.stream())
                        .map(problem -> problem.in(Locale.ROOT))
                        .toList()));
        this.file = file;
        this.inFile = List.copyOf(inFile);
        this.outside = List.copyOf(outside);
    }

    /** A line for each problem of the file, as editors like it. */
    public List<String> linesOfFile(Locale locale) {
        Path known = file;
        return known == null
                ? List.of()
                : inFile.stream()
                        .sorted(Comparator.comparing(Problem::position))
                        .map(problem -> problem.in(known, locale))
                        .toList();
    }

    /** A line for each variable and option that is wrong. */
    public List<String> otherLines(Locale locale) {
        return outside.stream().map(problem -> problem.in(locale)).toList();
    }
}
