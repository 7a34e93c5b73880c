package io.raudal.kafka;

import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What is said when something goes wrong, in English and Spanish. */
final class Texts {
    private static final String MESSAGES = "io.raudal.kafka.messages";

    private Texts() {}

    static RaudalException of(ErrorCode code, @Nullable Throwable cause, String key, String... arguments) {
        return new RaudalException(code, message(key, List.of(arguments)), cause);
    }

    static Message message(String key, List<String> arguments) {
        return new Message(MESSAGES, key, arguments);
    }

    /**
     * The cluster does not do what it was asked for.
     *
     * @param stream whose; null for all
     */
    static RaudalException cluster(KafkaConnection connection, @Nullable String stream, Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof RaudalException known) {
            return known;
        }
        if (isDamaged(cause)) {
            return of(ErrorCode.INVALID_STORE, cause, "log.damaged", String.valueOf(stream), reason(cause));
        }
        String place = stream == null ? connection.servers() : connection.servers() + " (" + stream + ")";
        return of(ErrorCode.UNREACHABLE, cause, key(cause), place, reason(cause));
    }

    /** A consumer says so of batches in its message alone. */
    private static boolean isDamaged(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CorruptRecordException
                    || String.valueOf(cause.getMessage()).contains("is invalid, cause: ")) {
                return true;
            }
        }
        return false;
    }

    private static String key(Throwable cause) {
        if (cause instanceof SslAuthenticationException) {
            return "cluster.tls";
        }
        if (cause instanceof AuthenticationException) {
            return "cluster.login";
        }
        return cause instanceof TimeoutException || cause instanceof java.util.concurrent.TimeoutException
                ? "cluster.silent"
                : "cluster.failed";
    }

    static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** What the innermost cause says. */
    static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getMessage() == null ? innermost.getClass().getSimpleName() : innermost.getMessage();
    }
}
