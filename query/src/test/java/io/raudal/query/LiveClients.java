package io.raudal.query;

import io.raudal.query.push.PushOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A platform with one pipeline, and those who follow it live. */
final class LiveClients implements AutoCloseable {
    static final String TEMPERATURE = "/api/v1/views/plant/temperature/live";
    static final String RAW = "/api/v1/views/plant/raw/live";

    final Running running;
    private final List<LiveReader> readers = new ArrayList<>();

    LiveClients(int maxClients, int keptBytes) {
        running = Running.plant(options(maxClients, keptBytes));
    }

    private static QueryOptions options(int maxClients, int keptBytes) {
        QueryOptions usual = QueryOptions.usual();
        return new QueryOptions(
                usual.threads(),
                usual.maxAtOnce(),
                usual.maxBodyBytes(),
                usual.maxAnswerBytes(),
                usual.maxScannedRows(),
                usual.patience(),
                new PushOptions(
                        maxClients,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(60),
                        keptBytes,
                        20));
    }

    LiveReader open(String path, String... headers) {
        LiveReader reader = LiveReader.open(running, path, headers);
        readers.add(reader);
        return reader;
    }

    @Override
    public void close() {
        readers.forEach(LiveReader::close);
        running.close();
    }
}
