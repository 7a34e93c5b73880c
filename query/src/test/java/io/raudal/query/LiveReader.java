package io.raudal.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Follows server-sent events as a page does. */
final class LiveReader implements AutoCloseable {
    /** An event; id is null where it had none. */
    record Event(String type, JsonObject data, String id) {
        List<JsonObject> rows() {
            JsonArray rows = data.getJsonArray("rows", new JsonArray());
            return rows.stream().map(JsonObject.class::cast).toList();
        }

        /** Whether a row of it has a value in a column. */
        boolean has(String column, Object value, boolean isFinal) {
            return rows().stream()
                    .anyMatch(row -> row.getBoolean("final") == isFinal
                            && row.getJsonObject("row") != null
                            && value.equals(row.getJsonObject("row").getValue(column)));
        }
    }

    private static final int CHECKED = 50;
    private static final int CHECKED_LENGTH = 20_000;

    final List<Event> events = new CopyOnWriteArrayList<>();
    final List<String> comments = new CopyOnWriteArrayList<>();
    private final InputStream in;
    private volatile boolean ended;

    private LiveReader(Running running, InputStream in) {
        this.in = in;
        Thread thread = new Thread(() -> read(running), "test-live");
        thread.setDaemon(true);
        thread.start();
    }

    static LiveReader open(Running running, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(running.uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<InputStream> answer =
                    running.client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(answer.headers().firstValue("Content-Encoding").orElse("identity"))
                    .isEqualTo("identity");
            return new LiveReader(running, answer.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for an event that is so, and gives it. */
    Event await(String what, Predicate<Event> isSo) {
        Running.await(what + " among " + events, () -> events.stream().anyMatch(isSo));
        return events.stream().filter(isSo).findFirst().orElseThrow();
    }

    Event await(String type) {
        return await(type, event -> event.type().equals(type));
    }

    /** The id of the last event that had one. */
    String lastId() {
        return events.stream()
                .map(Event::id)
                .filter(Objects::nonNull)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    boolean isEnded() {
        return ended;
    }

    private void read(Running running) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String type = null;
            String data = null;
            String id = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && data != null) {
                    // A reader that took its time with all of them would be cut off itself.
                    if (events.size() < CHECKED && data.length() < CHECKED_LENGTH) {
                        check(running, type, data);
                    }
                    events.add(new Event(type, new JsonObject(data), id));
                }
                if (line.isEmpty()) {
                    type = null;
                    data = null;
                    id = null;
                } else if (line.startsWith(":")) {
                    comments.add(line);
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // The connection is gone.
        } catch (AssertionError e) {
            events.add(new Event("not as described", new JsonObject().put("error", e.getMessage()), null));
        } finally {
            ended = true;
        }
    }

    private static void check(Running running, String type, String data) {
        String schema = switch (type) {
            case "status" -> "Status";
            case "snapshot", "rows" -> "LiveRows";
            case "sample" -> "LiveEvents";
            default -> null;
        };
        if (schema != null) {
            running.conformity.check("/components/schemas/" + schema, data);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
