package io.raudal.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests and measures how long they take to be answered, by method, path of the interface and status. What strangers can make
 * up is never a label: names in a path are told as the interface calls them, and a path that it does not know is {@code other}.
 */
final class RequestMeters implements Handler<RoutingContext> {
    private static final String OTHER = "other";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS");

    private final MeterRegistry registry;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private @Nullable MountedPaths paths;

    RequestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Learns the paths that are told apart; to be called before the port opens. */
    void learn(MountedPaths mounted) {
        paths = mounted;
    }

    @Override
    public void handle(RoutingContext context) {
        long from = System.nanoTime();
        context.addEndHandler(done -> timer(
                        context.request().method().name(),
                        path(String.valueOf(context.request().path())),
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
        return paths == null ? OTHER : paths.path(asked).orElse(OTHER);
    }
}
