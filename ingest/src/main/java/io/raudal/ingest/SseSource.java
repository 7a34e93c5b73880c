package io.raudal.ingest;

import io.raudal.engine.intake.EventSource;
import io.raudal.engine.intake.SourceOutput;
import io.raudal.engine.log.Slices;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.model.Source;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Takes server-sent events (WHATWG HTML, section 9.2): an event's data is one record. When the connection breaks it is made again with
 * the id of the last event that the log has, so the other side can go on behind it.
 */
public final class SseSource implements EventSource {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(20);
    private static final int AT_ONCE = 500;
    private static final int MAX_EVENT_BYTES = 1 << 20;

    private final Source.Sse options;

    public SseSource(Source.Sse options) {
        this.options = options;
    }

    @Override
    public String kind() {
        return options.kind();
    }

    @Override
    public String target() {
        return options.url().getScheme() + "://" + options.url().getRawAuthority()
                + options.url().getRawPath();
    }

    @Override
    public void run(byte[] position, SourceOutput out) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest.Builder request = HttpRequest.newBuilder(options.url())
                .header("Accept", "text/event-stream")
                .header("Cache-Control", "no-cache");
        options.headers().forEach((name, value) -> request.header(name, value.text()));
        if (position.length > 0) {
            request.header("Last-Event-ID", new String(position, StandardCharsets.UTF_8));
        }
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = new BufferedInputStream(response.body(), 1 << 16)) {
            check(response);
            out.connected();
            take(new SseReader(in, MAX_EVENT_BYTES), in, position, out);
        }
        // The other side ended the connection, as it may at any time: that is no end of its events.
        throw new RaudalException(ErrorCode.UNREACHABLE, IngestMessages.message("sse.ended", target()));
    }

    private void take(SseReader reader, InputStream in, byte[] position, SourceOutput out)
            throws IOException, InterruptedException {
        Slices ready = new Slices();
        byte[] last = position;
        while (reader.next()) {
            if (options.event() == null || options.event().equals(reader.type())) {
                byte[] data = reader.data();
                if (data.length > 0) {
                    ready.add(data, 0, data.length);
                }
            }
            if (!reader.lastId().isEmpty()) {
                last = reader.lastId().getBytes(StandardCharsets.UTF_8);
            }
            // What has come is brought at once; what comes faster than the log takes it, together.
            if (ready.size() >= AT_ONCE || in.available() == 0) {
                out.emit(ready, last);
                ready = new Slices();
            }
        }
        out.emit(ready, last);
    }

    private void check(HttpResponse<InputStream> response) throws IOException {
        int status = response.statusCode();
        if (status == 204 || status >= 400 && status < 500 && status != 408 && status != 429) {
            throw new RaudalException(
                    ErrorCode.USAGE, IngestMessages.message("sse.refused", target(), Integer.toString(status)));
        }
        if (status != 200) {
            throw new RaudalException(
                    ErrorCode.UNREACHABLE, IngestMessages.message("sse.refused", target(), Integer.toString(status)));
        }
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (!type.startsWith("text/event-stream")) {
            throw new RaudalException(ErrorCode.USAGE, IngestMessages.message("sse.type", target(), type));
        }
    }
}
