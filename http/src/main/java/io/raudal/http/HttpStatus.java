package io.raudal.http;

import io.raudal.model.ErrorCode;
import java.util.Locale;

/** The status that stands for an error. */
final class HttpStatus {
    private HttpStatus() {}

    static int of(ErrorCode code) {
        return switch (code) {
            case NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            case CONFLICT -> 409;
            case OUTDATED -> 412;
            case TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA -> 415;
            case FOREIGN_REQUEST -> 403;
            case INVALID_PIPELINE, INVALID_SQL -> 422;
            case TOO_MANY -> 429;
            default ->
                switch (code.type()) {
                    case USER -> 400;
                    case INTERNAL -> 500;
                    case RESOURCES, EXTERNAL -> 503;
                };
        };
    }

    /** The code as it stands in a URN: {@code not-found}. */
    static String word(ErrorCode code) {
        return code.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
