package io.raudal.query.push;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** The clients of one event loop, told of news together. Belongs to that event loop, but for {@link #wake} and what calls it. */
final class Lane {
    private static final long TICK_MILLIS = 500;

    private final Vertx vertx;
    private final Context context;
    private final PushOptions options;
    private final Set<LiveClient> clients = new LinkedHashSet<>();
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private final long timer;

    /** To be called on the event loop. */
    Lane(Vertx vertx, Context context, PushOptions options) {
        this.vertx = vertx;
        this.context = context;
        this.options = options;
        timer = vertx.setPeriodic(TICK_MILLIS, tick -> tick());
    }

    void add(LiveClient client) {
        clients.add(client);
    }

    void remove(LiveClient client) {
        clients.remove(client);
    }

    /** Has all clients send what there is; from any thread. */
    void wake() {
        if (isWoken.compareAndSet(false, true)) {
            context.runOnContext(woken -> {
                isWoken.set(false);
                List.copyOf(clients).forEach(LiveClient::pump);
            });
        }
    }

    /** From any thread. */
    void status(Map<Locale, Buffer> byLocale) {
        context.runOnContext(told -> {
            for (LiveClient client : List.copyOf(clients)) {
                Buffer event = byLocale.get(client.locale());
                if (event != null) {
                    client.status(event);
                }
            }
        });
    }

    /** Ends all; from any thread. */
    void close() {
        vertx.cancelTimer(timer);
        context.runOnContext(closed -> List.copyOf(clients).forEach(LiveClient::end));
    }

    private void tick() {
        long now = System.nanoTime();
        List.copyOf(clients).forEach(client -> client.tick(now, options));
    }
}
