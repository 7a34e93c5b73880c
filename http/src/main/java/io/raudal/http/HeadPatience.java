package io.raudal.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes connections on which the head of the next request does not come whole in time. A connection on which nothing moves is closed
 * anyway; this ends one on which a byte comes now and then, so that nobody can hold all connections for nothing. Any thread may use it.
 */
final class HeadPatience implements Handler<RoutingContext> {
    private final Vertx vertx;
    private final long millis;
    private final Map<HttpConnection, Long> timers = new ConcurrentHashMap<>();

    HeadPatience(Vertx vertx, Duration patience) {
        this.vertx = vertx;
        millis = patience.toMillis();
    }

    /** A request is awaited from now on. */
    void await(HttpConnection connection) {
        timers.put(connection, vertx.setTimer(millis, late -> {
            timers.remove(connection);
            CutOff.now(connection);
        }));
    }

    /** The connection has gone, or its request has come. */
    void forget(HttpConnection connection) {
        Long timer = timers.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }

    @Override
    public void handle(RoutingContext context) {
        HttpConnection connection = context.request().connection();
        forget(connection);
        context.addEndHandler(answered -> {
            if (answered.succeeded()) {
                await(connection);
            }
        });
        context.next();
    }
}
