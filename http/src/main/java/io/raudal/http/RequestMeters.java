package io.raudal.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts requests and measures how long they take to be answered, by method, path of the interface and status. What strangers can make
 * up is never a label: names in a path are told as the interface calls them, and a path that it does not know is {@code other}.
 */
final class RequestMeters implements Handler<RoutingContext> {
    private static final String OTHER = "other";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS");

    private final MeterRegistry registry;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private List<String[]> paths = List.of();

    RequestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Learns the paths that are told apart; to be called before the port opens. */
    void learn(Router router) {
        paths = router.getRoutes().stream()
                .map(Route::getPath)
                .filter(Objects::nonNull)
                .distinct()
                .map(RequestMeters::parts)
                .toList();
    }

    @Override
    public void handle(RoutingContext context) {
        long from = System.nanoTime();
        context.addEndHandler(done -> timer(
                        context.request().method().name(),
                        path(context.request().path()),
                        context.response().getStatusCode())
                .record(System.nanoTime() - from, TimeUnit.NANOSECONDS));
        context.next();
    }

    private Timer timer(String method, String path, int status) {
        String known = METHODS.contains(method) ? method : OTHER;
        return timers.computeIfAbsent(
                known + " " + path + " " + status,
                any -> Timer.builder("raudal.http.requests")
                        .description("Requests that were answered, and how long that took")
                        .tag("method", known)
                        .tag("path", path)
                        .tag("status", Integer.toString(status))
                        .register(registry));
    }

    private String path(String asked) {
        String[] parts = parts(asked == null ? "" : asked);
        String found = OTHER;
        for (String[] path : paths) {
            int exact = matches(path, parts);
            if (exact == parts.length) {
                return String.join("/", path);
            }
            if (exact >= 0) {
                found = String.join("/", path);
            }
        }
        return found;
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
