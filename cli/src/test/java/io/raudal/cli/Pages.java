package io.raudal.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages that users read, as they are in the checkout. Decisions are for developers and in English alone. */
public final class Pages {
    public static final Path ROOT = checkout();

    private Pages() {}

    /** The names of a language's pages, below its folder. */
    static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(folder::relativize)
                    .filter(file -> !file.startsWith("es") && !file.startsWith("decisions"))
                    .map(Path::toString)
                    .filter(name -> name.endsWith(".md"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** From each English page to the Spanish one. */
    static Map<Path, Path> pairs() throws IOException {
        Map<Path, Path> pairs = new TreeMap<>();
        pairs.put(ROOT.resolve("README.md"), ROOT.resolve("README.es.md"));
        for (String name : names(ROOT.resolve("docs"))) {
            pairs.put(
                    ROOT.resolve("docs").resolve(name), ROOT.resolve("docs/es").resolve(name));
        }
        return pairs;
    }

    private static Path checkout() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("these tests run in a checkout");
        }
        return folder;
    }
}
