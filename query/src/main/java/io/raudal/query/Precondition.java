package io.raudal.query;

import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a pipeline must be for a change to be made to it, as the one who asks knows it; else the change is refused with OUTDATED. */
public sealed interface Precondition {

    /** @param version of the pipeline, empty if there is none */
    boolean holds(Optional<String> version);

    /** Whatever there is is changed, or made. */
    record Nothing() implements Precondition {
        @Override
        public boolean holds(Optional<String> version) {
            return true;
        }
    }

    /** There must be one. */
    record Present() implements Precondition {
        @Override
        public boolean holds(Optional<String> version) {
            return version.isPresent();
        }
    }

    /** There must be none. */
    record Absent() implements Precondition {
        @Override
        public boolean holds(Optional<String> version) {
            return version.isEmpty();
        }
    }

    /** It must be of one of these versions. */
    record Version(Set<String> versions) implements Precondition {
        public Version {
            versions = Set.copyOf(versions);
        }

        @Override
        public boolean holds(Optional<String> version) {
            return version.filter(versions::contains).isPresent();
        }
    }

    /** If-Match, and {@code If-None-Match: *} (RFC 9110, section 13.1); of the two, If-Match. Weak tags match nothing. */
    static Precondition of(HttpServerRequest request) {
        String match = request.getHeader("If-Match");
        if (match != null) {
            return match.strip().equals("*") ? new Present() : new Version(versions(match));
        }
        String none = request.getHeader("If-None-Match");
        return none != null && none.strip().equals("*") ? new Absent() : new Nothing();
    }

    /** A tag without its quotes is taken, too, as people forget them. */
    private static Set<String> versions(String tags) {
        return Arrays.stream(tags.split(",", -1))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty() && !tag.startsWith("W/"))
                .map(tag -> tag.length() > 1 && tag.startsWith("\"") && tag.endsWith("\"")
                        ? tag.substring(1, tag.length() - 1)
                        : tag)
                .collect(Collectors.toUnmodifiableSet());
    }
}
