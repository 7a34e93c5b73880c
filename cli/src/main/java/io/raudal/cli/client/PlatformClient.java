package io.raudal.cli.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.raudal.cli.configuration.Configuration;
import io.raudal.cli.configuration.SettingOptions;
import io.raudal.cli.terminal.Interrupts;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.Options;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Asks a running platform. What it refuses becomes a RaudalException with its own words, in the language of the shell.
 */
final class PlatformClient {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Reads numbers with all the digits that were sent. */
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final URI base;
    private final String language;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    private PlatformClient(URI base, Locale locale) {
        this.base = base;
        language = locale.getLanguage();
    }

    static Options declare(Options options) {
        return SettingOptions.ofClient(options);
    }

    static PlatformClient of(Arguments arguments, Shell shell) {
        return new PlatformClient(Configuration.of(arguments, shell).url(), shell.locale());
    }

    /** @param path with its query, such as {@code /api/v1/status} */
    JsonNode get(String path) {
        return json(send(request(path).GET().build()));
    }

    String text(String path, String type) {
        return send(request(path).header("Accept", type).GET().build()).body();
    }

    JsonNode post(String path, JsonNode body) {
        return json(send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build()));
    }

    HttpResponse<String> postForText(String path, JsonNode body, String type) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Accept", type)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
    }

    JsonNode putYaml(String path, String body) {
        return json(send(request(path)
                .header("Content-Type", "application/yaml")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build()));
    }

    void delete(String path) {
        send(request(path).DELETE().build());
    }

    /** What the platform tells live, until the user interrupts; the caller closes it. */
    LiveEvents events(String path, Interrupts interrupts) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .header("Accept", "text/event-stream")
                .header("Accept-Language", language)
                .build();
        HttpResponse<InputStream> response = exchange(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() == 200) {
            return new LiveEvents(base, response.body(), interrupts);
        }
        try (InputStream body = response.body()) {
            throw refused(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unavailable("client.broken", e);
        }
    }

    /** A part of a path or a value of a query, with what must not stand there written as percent and number. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Accept-Language", language)
                .timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest request) {
        HttpResponse<String> response = exchange(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (response.statusCode() >= 300) {
            throw refused(response.statusCode(), response.body());
        }
        return response;
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (ConnectException e) {
            throw unavailable("client.none", e);
        } catch (HttpTimeoutException e) {
            throw unavailable("client.slow", e);
        } catch (IOException e) {
            throw unavailable("client.broken", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("client.broken", e);
        }
    }

    private RaudalException unavailable(String key, Exception cause) {
        return new RaudalException(
                ErrorCode.UNREACHABLE, Texts.message(key, base.toString(), String.valueOf(cause.getMessage())), cause);
    }

    private RaudalException refused(int status, String body) {
        ErrorCode code =
                status == 404 ? ErrorCode.NOT_FOUND : status >= 500 ? ErrorCode.UNREACHABLE : ErrorCode.CONFLICT;
        try {
            JsonNode problem = JSON.readTree(body);
            List<String> lines = new ArrayList<>();
            for (JsonNode one : problem.path("problems")) {
                lines.add(line(one));
            }
            if (lines.isEmpty()) {
                lines.add(problem.path("detail").asText(problem.path("title").asText(body)));
            }
            return new RaudalException(code, Texts.message("client.refused", String.join("\n", lines)));
        } catch (IOException e) {
            return new RaudalException(
                    code, Texts.message("client.status", base.toString(), Integer.toString(status)), e);
        }
    }

    /** A problem of a pipeline file as {@code validate} writes it. */
    static String line(JsonNode problem) {
        String place = problem.has("line")
                ? problem.get("line").asInt() + ":" + problem.path("column").asInt() + ": "
                : "";
        String path = problem.path("path").asText();
        String remedy = problem.has("remedy") ? "; " + problem.get("remedy").asText() : "";
        return place
                + (path.isEmpty() ? "" : path + ": ")
                + problem.path("message").asText()
                + remedy;
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
        } catch (IOException e) {
            throw new RaudalException(
                    ErrorCode.UNREACHABLE,
                    Texts.message("client.broken", response.uri().toString(), String.valueOf(e.getMessage())),
                    e);
        }
    }
}
