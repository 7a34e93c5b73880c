package io.raudal.query.push;

import io.raudal.engine.changes.Changes;
import io.raudal.engine.log.Log;
import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import io.raudal.query.view.ViewShape;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everyone who follows something live, and the feeds that they share: one for each view and stream, ended some time after its last
 * client left.
 */
public final class LiveHub implements AutoCloseable {
    private static final String MESSAGES = "io.raudal.query.push.messages";

    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final Changes changes;
    private final Log log;
    private final PushOptions options;
    private final Map<String, Shared<ViewFeed>> views = new HashMap<>();
    private final Map<String, Shared<SampleFeed>> streams = new HashMap<>();
    private final Map<Thread, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<Locale, AtomicInteger> readers = new ConcurrentHashMap<>();
    private final AtomicInteger clients = new AtomicInteger();
    private volatile Map<Locale, Buffer> lastStatus = Map.of();
    private boolean closed;

    /** A feed and who uses it; guarded by the hub. */
    private static final class Shared<F extends Feed> {
        final F feed;
        int users;
        long leftAt;

        Shared(F feed) {
            this.feed = feed;
        }
    }

    /** What was made ready for a client. */
    public static final class Prepared {
        private final LiveRequest request;
        private final List<Subscription> subscriptions = new ArrayList<>();
        private final List<LiveClient.Start> starts = new ArrayList<>();

        private Prepared(LiveRequest request) {
            this.request = request;
        }
    }

    /** @param workers for what may block */
    public LiveHub(Vertx vertx, WorkerExecutor workers, Changes changes, Log log, PushOptions options) {
        this.vertx = vertx;
        this.workers = workers;
        this.changes = changes;
        this.log = log;
        this.options = options;
    }

    /**
     * Joins the feeds for a client; may block. {@link #attach} or {@link #release} is to follow.
     *
     * @throws RaudalException TOO_MANY if there are as many clients as may be
     */
    public Prepared prepare(LiveRequest request) {
        if (clients.incrementAndGet() > options.maxClients()) {
            clients.decrementAndGet();
            throw new RaudalException(
                    ErrorCode.TOO_MANY,
                    new Message(MESSAGES, "clients.many", List.of(Integer.toString(options.maxClients()))));
        }
        Prepared prepared = new Prepared(request);
        try {
            for (ViewShape shape : request.views()) {
                ViewFeed feed = join(shape);
                Subscription subscription = Subscription.of(feed, request.filter());
                prepared.subscriptions.add(subscription);
                start(feed, subscription, request.cursors().get(shape.name())).ifPresent(prepared.starts::add);
            }
            for (String stream : request.streams()) {
                prepared.subscriptions.add(Subscription.of(join(stream)));
            }
        } catch (RuntimeException e) {
            release(prepared);
            throw e;
        }
        return prepared;
    }

    private static Optional<LiveClient.Start> start(ViewFeed feed, Subscription subscription, @Nullable Long cursor) {
        long next = cursor == null ? -1 : feed.ring().behind(cursor);
        if (next >= 0 && cursor != null) {
            subscription.next = next;
            subscription.cursor = cursor;
            return Optional.empty();
        }
        return Optional.of(new LiveClient.Start(subscription, feed.snapshot(subscription.filter), cursor != null));
    }

    /** Sends to the client from now on. To be called on its event loop. */
    public void attach(HttpServerRequest request, Prepared prepared) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            release(prepared);
            return;
        }
        Context context = vertx.getOrCreateContext();
        Lane lane = lanes.computeIfAbsent(Thread.currentThread(), loop -> new Lane(vertx, context, options));
        LiveClient client = new LiveClient(
                request.connection(),
                response,
                prepared.request.locale(),
                prepared.request.status(),
                prepared.subscriptions,
                subscription -> workers.executeBlocking(
                        () -> ((ViewFeed) subscription.feed).snapshot(subscription.filter), false),
                left -> {
                    lane.remove(left);
                    if (left.wantsStatus()) {
                        count(left.locale()).decrementAndGet();
                    }
                    release(prepared);
                });
        if (client.wantsStatus()) {
            count(client.locale()).incrementAndGet();
        }
        response.exceptionHandler(broken -> client.leave());
        response.closeHandler(closing -> client.leave());
        lane.add(client);
        client.begin(prepared.starts);
        Buffer status = lastStatus.get(client.locale());
        if (status != null) {
            client.status(status);
        }
    }

    /** Leaves the feeds again. */
    public synchronized void release(Prepared prepared) {
        clients.decrementAndGet();
        long now = System.nanoTime();
        for (Subscription subscription : prepared.subscriptions) {
            leave(subscription.isOfView() ? views : streams, subscription.feed, now);
        }
    }

    /** Those languages in which somebody follows the status. */
    public Set<Locale> statusReaders() {
        Set<Locale> locales = new HashSet<>();
        readers.forEach((locale, count) -> {
            if (count.get() > 0) {
                locales.add(locale);
            }
        });
        return locales;
    }

    /** Tells everyone the status. */
    public void status(Map<Locale, byte[]> byLocale) {
        Map<Locale, Buffer> events = new HashMap<>();
        byLocale.forEach((locale, data) -> events.put(locale, Feed.event("status", data)));
        lastStatus = events;
        lanes.values().forEach(lane -> lane.status(events));
    }

    /** How many clients there are. */
    public int clients() {
        return clients.get();
    }

    /**
     * Ends what nobody follows any more, and what is no longer as it was.
     *
     * @param shapes what is known of a view now
     */
    public synchronized void tidy(Function<String, Optional<ViewShape>> shapes) {
        long now = System.nanoTime();
        for (Iterator<Shared<ViewFeed>> all = views.values().iterator(); all.hasNext(); ) {
            Shared<ViewFeed> shared = all.next();
            ViewShape shape = shared.feed.shape();
            if (isLeft(shared, now) || !shapes.apply(shape.name()).equals(Optional.of(shape))) {
                shared.feed.close();
                all.remove();
            }
        }
        for (Iterator<Shared<SampleFeed>> all = streams.values().iterator(); all.hasNext(); ) {
            Shared<SampleFeed> shared = all.next();
            // What is missed of a sample is no loss.
            if (shared.users == 0 || shared.feed.isOver()) {
                shared.feed.close();
                all.remove();
            }
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        views.values().forEach(shared -> shared.feed.close());
        streams.values().forEach(shared -> shared.feed.close());
        views.clear();
        streams.clear();
        lanes.values().forEach(Lane::close);
    }

    private boolean isLeft(Shared<?> shared, long now) {
        return shared.feed.isOver()
                || shared.users == 0 && now - shared.leftAt >= options.linger().toNanos();
    }

    private synchronized ViewFeed join(ViewShape shape) {
        Shared<ViewFeed> shared = views.get(shape.name());
        if (shared != null && (shared.feed.isOver() || !shared.feed.shape().equals(shape))) {
            shared.feed.close();
            shared = null;
        }
        if (shared == null) {
            checkOpen();
            shared = new Shared<>(new ViewFeed(shape, changes, options.keptBytes(), this::wake));
            shared.feed.start();
            views.put(shape.name(), shared);
        }
        shared.users++;
        return shared.feed;
    }

    private synchronized SampleFeed join(String stream) {
        Shared<SampleFeed> shared = streams.get(stream);
        if (shared == null || shared.feed.isOver()) {
            checkOpen();
            shared = new Shared<>(new SampleFeed(stream, log, options.sampledEvents(), this::wake));
            shared.feed.start();
            streams.put(stream, shared);
        }
        shared.users++;
        return shared.feed;
    }

    private void checkOpen() {
        if (closed) {
            throw new RaudalException(ErrorCode.UNREACHABLE, new Message(MESSAGES, "closing", List.of()));
        }
    }

    private static void leave(Map<String, ? extends Shared<?>> all, Feed feed, long now) {
        Shared<?> shared = all.get(feed.name());
        // Another one may have taken its place.
        if (shared != null && shared.feed == feed) {
            shared.users--;
            shared.leftAt = now;
        }
    }

    private AtomicInteger count(Locale locale) {
        return readers.computeIfAbsent(locale, any -> new AtomicInteger());
    }

    private void wake() {
        lanes.values().forEach(Lane::wake);
    }
}
