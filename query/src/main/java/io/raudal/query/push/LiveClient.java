package io.raudal.query.push;

import io.raudal.http.CutOff;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One connection of live push. Nothing waits for it but what its socket takes: while that is full it is sent nothing, and catches up
 * from what its feeds have kept, or with a new snapshot. Belongs to its event loop.
 */
final class LiveClient {
    private static final int QUEUE_BYTES = 1 << 18;
    private static final int SMALL_BYTES = 1 << 12;
    private static final Buffer COMMENT = Buffer.buffer(":\n\n");

    /** Makes snapshots where it may take its time. */
    @FunctionalInterface
    interface Snapshots {
        Future<ViewFeed.Snapshot> of(Subscription subscription);
    }

    private final HttpConnection connection;
    private final HttpServerResponse response;
    private final Locale locale;
    private final boolean wantsStatus;
    private final List<Subscription> subscriptions;
    private final Snapshots snapshots;
    private final Consumer<LiveClient> left;
    private @Nullable Buffer lastStatus;
    private long fullSince;
    private long lastWritten = System.nanoTime();
    private boolean over;

    /** @param left called once, when the client has gone or was sent away */
    LiveClient(
            HttpConnection connection,
            HttpServerResponse response,
            Locale locale,
            boolean wantsStatus,
            List<Subscription> subscriptions,
            Snapshots snapshots,
            Consumer<LiveClient> left) {
        this.connection = connection;
        this.response = response;
        this.locale = locale;
        this.wantsStatus = wantsStatus;
        this.subscriptions = List.copyOf(subscriptions);
        this.snapshots = snapshots;
        this.left = left;
    }

    Locale locale() {
        return locale;
    }

    boolean wantsStatus() {
        return wantsStatus;
    }

    List<Subscription> subscriptions() {
        return subscriptions;
    }

    /** @param first what each subscription starts with, where it does not resume: a snapshot, and whether rows were missed */
    void begin(List<Start> first) {
        response.setChunked(true)
                .setWriteQueueMaxSize(QUEUE_BYTES)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                // Not compressed: each piece is one for all.
                .putHeader("Content-Encoding", "identity");
        write(COMMENT);
        first.forEach(start -> start(start.subscription(), start.snapshot(), start.isReset()));
        response.drainHandler(drained -> pump());
        pump();
    }

    /** How a subscription starts. */
    record Start(Subscription subscription, ViewFeed.Snapshot snapshot, boolean isReset) {}

    /** Sends what there is, as far as the socket takes it. */
    void pump() {
        for (Subscription subscription : subscriptions) {
            while (!over && !subscription.isWaiting && !response.writeQueueFull()) {
                if (subscription.feed.isOver()) {
                    end();
                    return;
                }
                if (subscription.next >= subscription.feed.ring().end()) {
                    break;
                }
                Piece piece = subscription.feed.ring().get(subscription.next);
                if (piece == null) {
                    lost(subscription);
                } else {
                    subscription.next = piece.number() + 1;
                    subscription.cursor = piece.cursor();
                    Buffer event = subscription.event(piece);
                    if (event != null) {
                        send(event, subscription.isOfView());
                    }
                }
            }
        }
    }

    /** A new status, for those who want one; who lags gets a later one. */
    void status(Buffer event) {
        if (wantsStatus && !over && event != lastStatus && !response.writeQueueFull()) {
            lastStatus = event;
            send(event, false);
        }
    }

    /** Called about once a second. */
    void tick(long now, PushOptions options) {
        if (over) {
            return;
        }
        if (!response.writeQueueFull()) {
            fullSince = 0;
            if (now - lastWritten >= options.heartbeat().toNanos()) {
                write(COMMENT);
            }
        } else if (fullSince == 0) {
            fullSince = now;
        } else if (now - fullSince >= options.patience().toNanos()) {
            leave();
            CutOff.now(connection);
        }
    }

    void end() {
        if (!over) {
            leave();
            response.end();
        }
    }

    /** Nothing is sent any more. */
    void leave() {
        if (!over) {
            over = true;
            left.accept(this);
        }
    }

    private void lost(Subscription subscription) {
        if (!subscription.isOfView()) {
            subscription.next = subscription.feed.ring().end();
            return;
        }
        subscription.isWaiting = true;
        snapshots
                .of(subscription)
                .onSuccess(snapshot -> {
                    subscription.isWaiting = false;
                    if (!over) {
                        start(subscription, snapshot, true);
                        pump();
                    }
                })
                .onFailure(failure -> end());
    }

    private void start(Subscription subscription, ViewFeed.Snapshot snapshot, boolean isReset) {
        if (isReset) {
            byte[] data = new JsonObject()
                    .put("view", subscription.feed.name())
                    .toBuffer()
                    .getBytes();
            write(Feed.event("reset", data).appendString("\n"));
        }
        subscription.next = snapshot.next();
        subscription.cursor = snapshot.cursor();
        send(snapshot.event(), true);
    }

    private void send(Buffer event, boolean withId) {
        String end = withId ? "id: " + id() + "\n\n" : "\n";
        if (event.length() < SMALL_BYTES) {
            write(Buffer.buffer(event.length() + end.length())
                    .appendBuffer(event)
                    .appendString(end));
        } else {
            // Not copied for each client.
            write(event);
            write(Buffer.buffer(end));
        }
    }

    /** Where the client is in each of its views. */
    private String id() {
        return subscriptions.stream()
                .filter(Subscription::isOfView)
                .map(subscription -> LiveRequest.text(subscription.feed.name(), subscription.cursor))
                .collect(Collectors.joining(","));
    }

    private void write(Buffer bytes) {
        lastWritten = System.nanoTime();
        response.write(bytes);
    }
}
