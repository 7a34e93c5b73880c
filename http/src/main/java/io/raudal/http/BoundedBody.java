package io.raudal.http;

import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/**
 * Reads a request's body whole into one array, with room behind it, within bounds of size, time and of what all bodies take together.
 * To be called on the request's event loop before anything of the body was read.
 */
public final class BoundedBody {
    private final HttpServerRequest request;
    private final int maxBytes;
    private final int padding;
    private final BodyBudget budget;
    private final Promise<BoundedBody> whole = Promise.promise();

    private byte[] bytes;
    private int length;
    private long taken;

    private BoundedBody(HttpServerRequest request, int maxBytes, int padding, BodyBudget budget) {
        this.request = request;
        this.maxBytes = maxBytes;
        this.padding = padding;
        this.budget = budget;
        bytes = new byte[padding];
    }

    /**
     * Starts to read.
     *
     * @param maxBytes of the body as it is sent
     * @param padding readable bytes behind the body
     * @param patience for the whole body
     * @return fails with TOO_LARGE, TOO_MANY or UNREADABLE_INPUT; {@link #release} it when it is no longer used, if it does not fail
     */
    public static Future<BoundedBody> read(
            Vertx vertx, HttpServerRequest request, int maxBytes, int padding, Duration patience, BodyBudget budget) {
        BoundedBody body = new BoundedBody(request, maxBytes, padding, budget);
        body.start(vertx, patience);
        return body.whole.future();
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Gives its room back to the budget. */
    public void release() {
        budget.giveBack(taken);
        taken = 0;
        bytes = new byte[0];
    }

    private void start(Vertx vertx, Duration patience) {
        String declared = request.getHeader("Content-Length");
        try {
            if (declared != null) {
                long announced = Long.parseLong(declared.strip());
                if (announced > maxBytes) {
                    throw tooLarge();
                }
                ensure((int) announced);
            }
        } catch (RaudalException | NumberFormatException e) {
            fail(e);
            return;
        }
        long timer = vertx.setTimer(
                patience.toMillis(),
                late -> fail(new RaudalException(
                        ErrorCode.UNREADABLE_INPUT,
                        HttpPort.message("body.slow", Long.toString(patience.toSeconds())))));
        request.handler(this::add);
        request.exceptionHandler(this::fail);
        request.endHandler(end -> whole.tryComplete(this));
        whole.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private void add(Buffer chunk) {
        if (whole.future().isComplete()) {
            return;
        }
        try {
            if (length + (long) chunk.length() > maxBytes) {
                throw tooLarge();
            }
            ensure(length + chunk.length());
            chunk.getBytes(bytes, length);
            length += chunk.length();
        } catch (RaudalException e) {
            fail(e);
        }
    }

    private void ensure(int size) {
        int needed = size + padding;
        if (needed > bytes.length) {
            int capacity = bytes.length == padding
                    ? needed
                    : (int) Math.min(Math.max(needed, 2L * bytes.length), maxBytes + (long) padding);
            budget.take(capacity - taken);
            taken = capacity;
            byte[] larger = new byte[capacity];
            System.arraycopy(bytes, 0, larger, 0, length);
            bytes = larger;
        }
    }

    private void fail(Throwable cause) {
        if (whole.tryFail(cause)) {
            release();
            // What follows is dropped until the answer closes the connection.
            request.handler(rest -> {});
        }
    }

    private RaudalException tooLarge() {
        return new RaudalException(ErrorCode.TOO_LARGE, HttpPort.message("body.larger", Integer.toString(maxBytes)));
    }
}
