package io.raudal.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The paths that services mounted with a method, and which methods each of them takes. Immutable. */
final class MountedPaths {
    /** By path of the interface, such as {@code /things/:thing}. */
    private final Map<String, Set<String>> methods = new LinkedHashMap<>();

    /** Of the paths that match an expression, which the router does not tell. */
    private final Set<String> methodsOfOthers = new TreeSet<>();

    private MountedPaths() {}

    /** Those of a router; whatever takes GET takes HEAD, too, from now on. */
    static MountedPaths of(Router router) {
        MountedPaths paths = new MountedPaths();
        for (Route route : router.getRoutes()) {
            Set<HttpMethod> taken = route.methods();
            if (taken == null || taken.isEmpty()) {
                continue;
            }
            if (taken.contains(HttpMethod.GET)) {
                route.method(HttpMethod.HEAD);
            }
            Set<String> names = route.getPath() == null
                    ? paths.methodsOfOthers
                    : paths.methods.computeIfAbsent(route.getPath(), any -> new TreeSet<>());
            route.methods().forEach(method -> names.add(method.name()));
        }
        return paths;
    }

    /** Whether one of them describes all. */
    boolean areDescribed() {
        return methods.containsKey("/api/v1/openapi.yaml");
    }

    /** In alphabetical order. */
    List<String> names() {
        return methods.keySet().stream().sorted().toList();
    }

    /** The path of the interface that a request's path is one of. */
    Optional<String> path(String asked) {
        String[] parts = parts(asked);
        String found = null;
        for (String path : methods.keySet()) {
            int exact = matches(parts(path), parts);
            if (exact == parts.length) {
                return Optional.of(path);
            }
            if (exact >= 0) {
                found = path;
            }
        }
        return Optional.ofNullable(found);
    }

    /** What the path of a request takes that was refused for its method, in alphabetical order. */
    List<String> allowed(String asked) {
        Set<String> allowed = new TreeSet<>();
        methods.forEach((path, some) -> {
            if (matches(parts(path), parts(asked)) >= 0) {
                allowed.addAll(some);
            }
        });
        return List.copyOf(allowed.isEmpty() ? methodsOfOthers : allowed);
    }

    /** How many parts are the same letter by letter; -1 if one does not fit. */
    private static int matches(String[] path, String[] parts) {
        if (path.length != parts.length) {
            return -1;
        }
        int exact = 0;
        for (int i = 0; i < parts.length; i++) {
            if (path[i].equals(parts[i])) {
                exact++;
            } else if (!path[i].startsWith(":")) {
                return -1;
            }
        }
        return exact;
    }

    private static String[] parts(String path) {
        return path.split("/", -1);
    }
}
