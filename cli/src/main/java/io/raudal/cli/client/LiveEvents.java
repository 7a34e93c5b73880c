package io.raudal.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.raudal.cli.terminal.Interrupts;
import io.raudal.cli.terminal.Texts;
import io.raudal.ingest.SseReader;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a platform tells live, until the user interrupts; an end that he did not ask for is a failure. Read by one thread, ended by any.
 */
final class LiveEvents implements AutoCloseable {
    private static final int MAX_EVENT_BYTES = 1 << 26;

    private final URI platform;
    private final InputStream in;
    private final SseReader events;
    private volatile boolean isOver;

    /** @param in server-sent events, which it closes */
    LiveEvents(URI platform, InputStream in, Interrupts interrupts) {
        this.platform = platform;
        this.in = new BufferedInputStream(in);
        events = new SseReader(this.in, MAX_EVENT_BYTES);
        interrupts.onInterrupt(() -> {
            isOver = true;
            close();
        });
    }

    /**
     * Waits for the next event.
     *
     * @return false if the user has interrupted
     * @throws RaudalException UNREACHABLE if the platform tells nothing more
     */
    boolean next() {
        IOException cause = null;
        try {
            if (events.next()) {
                return !isOver;
            }
        } catch (IOException e) {
            cause = e;
        }
        if (isOver) {
            return false;
        }
        throw ended(cause);
    }

    private RaudalException ended(@Nullable IOException cause) {
        return new RaudalException(ErrorCode.UNREACHABLE, Texts.message("client.ended", platform.toString()), cause);
    }

    String type() {
        return events.type();
    }

    JsonNode data() throws IOException {
        return PlatformClient.JSON.readTree(events.data());
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // It is over either way.
        }
    }
}
