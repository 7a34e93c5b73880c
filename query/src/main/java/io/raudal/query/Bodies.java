package io.raudal.query;

import io.raudal.http.BodyBudget;
import io.raudal.http.BodyHeaders;
import io.raudal.http.BoundedBody;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Reads the bodies of requests as text. */
final class Bodies {
    static final List<String> JSON = List.of("application/json");
    static final List<String> YAML = List.of("application/yaml", "application/x-yaml", "text/yaml");

    private static final int BODIES_AT_ONCE = 8;

    private final Vertx vertx;
    private final int maxBytes;
    private final Duration patience;
    private final BodyBudget budget;

    Bodies(Vertx vertx, int maxBytes, Duration patience) {
        this.vertx = vertx;
        this.maxBytes = maxBytes;
        this.patience = patience;
        budget = new BodyBudget((long) BODIES_AT_ONCE * maxBytes);
    }

    /** Fails with UNSUPPORTED_MEDIA if it is none of the types, UNREADABLE_INPUT if it is not UTF-8, and as a {@link BoundedBody}. */
    Future<String> text(HttpServerRequest request, List<String> types) {
        String bare = BodyHeaders.mediaType(request);
        if (!types.contains(bare)) {
            throw new RaudalException(
                    ErrorCode.UNSUPPORTED_MEDIA,
                    QueryMessages.message("body.type", types.get(0), bare.isEmpty() ? "-" : bare));
        }
        return BoundedBody.read(vertx, request, maxBytes, 0, patience, budget).map(body -> {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(body.bytes(), 0, body.length()))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new RaudalException(ErrorCode.UNREADABLE_INPUT, QueryMessages.message("body.text"), e);
            } finally {
                body.release();
            }
        });
    }
}
