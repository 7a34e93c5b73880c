package io.raudal.query.push;

import io.raudal.query.view.RowFilter;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One client's place in a feed. Belongs to the client's event loop, but for what is final. */
final class Subscription {
    final Feed feed;
    final RowFilter filter;
    long next;
    long cursor;
    /** Whether a snapshot is being made; nothing is sent until it is there. */
    boolean isWaiting;

    private Subscription(Feed feed, RowFilter filter) {
        this.feed = feed;
        this.filter = filter;
    }

    /** Of a view, behind what is sent first. */
    static Subscription of(ViewFeed feed, RowFilter filter) {
        return new Subscription(feed, filter);
    }

    /** Of a stream, from now on. */
    static Subscription of(SampleFeed feed) {
        Subscription subscription = new Subscription(feed, RowFilter.ALL);
        subscription.next = feed.ring().end();
        return subscription;
    }

    boolean isOfView() {
        return feed instanceof ViewFeed;
    }

    /** The event of a piece for this client; null if it has nothing for it. */
    @Nullable Buffer event(Piece piece) {
        if (piece.event().length() == 0) {
            return null;
        }
        if (filter.isAll()) {
            return piece.event();
        }
        List<byte[]> own = new ArrayList<>();
        for (Piece.Row row : piece.rows()) {
            byte[] json = row.of(filter);
            if (json != null) {
                own.add(json);
            }
        }
        return own.isEmpty()
                ? null
                : Feed.event("rows", LiveRowText.changes(feed.name(), own, piece.publishedMicros()));
    }
}
