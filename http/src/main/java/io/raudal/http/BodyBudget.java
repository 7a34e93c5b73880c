package io.raudal.http;

import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of bodies may be in memory at once, over all connections. Any thread may use it. */
public final class BodyBudget {
    private final long maxBytes;
    private final AtomicLong taken = new AtomicLong();

    public BodyBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** @throws RaudalException TOO_MANY if there is no room for so many more; nothing is taken then */
    void take(long bytes) {
        if (taken.addAndGet(bytes) > maxBytes) {
            taken.addAndGet(-bytes);
            throw new RaudalException(ErrorCode.TOO_MANY, HttpPort.message("body.budget"));
        }
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }
}
