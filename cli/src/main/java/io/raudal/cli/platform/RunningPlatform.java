package io.raudal.cli.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raudal.cli.terminal.Texts;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.query.PlatformCopy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A platform that another process of this machine runs, asked for a copy of what it keeps. */
final class RunningPlatform {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI copy;
    private final String language;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /** @param locale of what it says */
    RunningPlatform(String address, Locale locale) {
        copy = URI.create(address + "/api/v1/copy");
        language = locale.getLanguage();
    }

    /** @throws RaudalException UNREACHABLE if it does not answer or cannot */
    PlatformCopy copy() {
        JsonNode answer =
                send(request().POST(HttpRequest.BodyPublishers.noBody()).build());
        List<PlatformCopy.File> files = new ArrayList<>();
        for (JsonNode file : answer.path("files")) {
            files.add(new PlatformCopy.File(
                    file.path("path").asText(), file.path("bytes").asLong()));
        }
        return new PlatformCopy(
                Path.of(answer.path("folder").asText()),
                Instant.parse(answer.path("takenAt").asText()),
                files);
    }

    void removeCopy() {
        send(request().DELETE().build());
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(copy).header("Accept-Language", language).timeout(PATIENCE);
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            JsonNode answer = response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
            if (response.statusCode() >= 300) {
                throw unreachable(
                        answer.path("detail").asText(answer.path("title").asText()), null);
            }
            return answer;
        } catch (IOException e) {
            throw unreachable(e.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e.toString(), e);
        }
    }

    private RaudalException unreachable(String reason, @org.jspecify.annotations.Nullable Exception cause) {
        return new RaudalException(
                ErrorCode.UNREACHABLE, Texts.message("backup.refused", copy.toString(), reason), cause);
    }
}
