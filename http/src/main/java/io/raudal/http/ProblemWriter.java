package io.raudal.http;

import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what failed with a problem document (RFC 9457) in the reader's language. */
final class ProblemWriter implements Handler<RoutingContext> {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProblemWriter.class);
    private static final int SECONDS_UNTIL_RETRY = 1;
    private static final long LINGER_MILLIS = 2_000;

    private final MountedPaths paths;

    private ProblemWriter(MountedPaths paths) {
        this.paths = paths;
    }

    /** Paths that nobody mounted, methods that a path does not have, and what cannot be read. */
    static void answerOthers(Router router, MountedPaths paths) {
        ProblemWriter writer = new ProblemWriter(paths);
        for (int status : new int[] {400, 404, 405, 413, 500}) {
            router.errorHandler(status, writer);
        }
    }

    @Override
    public void handle(RoutingContext context) {
        if (context.statusCode() == 405) {
            context.response().putHeader("Allow", String.join(", ", paths.allowed(context.normalizedPath())));
        }
        if (context.statusCode() == 404 && !paths.areDescribed()) {
            write(
                    context,
                    new RaudalException(
                            ErrorCode.NOT_FOUND,
                            HttpPort.message(
                                    "path.none.among",
                                    String.valueOf(context.request().path()),
                                    String.join(", ", paths.names()))),
                    Languages.of(context.request()));
            return;
        }
        answer(context);
    }

    /** Answers a request that failed. */
    static void answer(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof HttpClosedException) {
            // The sender has gone: there is nobody to tell, and nothing to mend.
            return;
        }
        Locale locale = Languages.of(context.request());
        RaudalException problem = failure instanceof RaudalException raudal ? raudal : problem(context, failure);
        write(context, problem, locale);
    }

    private static RaudalException problem(RoutingContext context, Throwable failure) {
        int status = failure == null || context.statusCode() != 500 ? context.statusCode() : 500;
        String path = context.request().path();
        return switch (status) {
            case 404 -> new RaudalException(ErrorCode.NOT_FOUND, HttpPort.message("path.none", String.valueOf(path)));
            case 405 ->
                new RaudalException(
                        ErrorCode.METHOD_NOT_ALLOWED,
                        HttpPort.message(
                                "path.method", context.request().method().name(), String.valueOf(path)));
            case 413 -> new RaudalException(ErrorCode.TOO_LARGE, HttpPort.message("body.large"));
            case 500 -> {
                LOGGER.atError().setCause(failure).addKeyValue("path", path).log("request failed");
                yield new RaudalException(ErrorCode.INTERNAL, HttpPort.message("internal"), failure);
            }
            default -> new RaudalException(ErrorCode.USAGE, HttpPort.message("request.bad"), failure);
        };
    }

    private static void write(RoutingContext context, RaudalException problem, Locale locale) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            context.request().connection().close();
            return;
        }
        int status = HttpStatus.of(problem.code());
        if (status == 429 || status == 503) {
            response.putHeader("Retry-After", Integer.toString(SECONDS_UNTIL_RETRY));
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Content-Language", locale.getLanguage())
                .end(document(problem, status, locale).toBuffer());
        drop(context);
    }

    /**
     * Reads what is still being sent to no purpose, for a moment: closed at once, the connection would be reset, and the sender might
     * lose the answer.
     */
    private static void drop(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.isEnded()) {
            return;
        }
        request.handler(rest -> {});
        long timer = context.vertx()
                .setTimer(LINGER_MILLIS, late -> request.connection().close());
        request.endHandler(end -> context.vertx().cancelTimer(timer));
        request.exceptionHandler(broken -> context.vertx().cancelTimer(timer));
        request.resume();
    }

    private static JsonObject document(RaudalException problem, int status, Locale locale) {
        JsonObject document = new JsonObject()
                .put("type", "urn:raudal:" + HttpStatus.word(problem.code()))
                .put("title", HttpPort.message("title." + problem.code().name()).in(locale))
                .put("status", status);
        boolean isFile = problem.code() == ErrorCode.INVALID_PIPELINE;
        if (problem.problems().size() > (isFile ? 0 : 1)) {
            document.put("problems", ProblemDocuments.of(problem.problems(), isFile, locale));
        } else {
            document.put("detail", problem.in(locale));
        }
        return document;
    }
}
