package io.raudal.kafka;

import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.jspecify.annotations.Nullable;

/** What is said when something goes wrong, in English and Spanish. */
final class Texts {
    private static final String MESSAGES = "io.raudal.kafka.messages";

    private Texts() {}

    static RaudalException of(ErrorCode code, @Nullable Throwable cause, String key, String... arguments) {
        return new RaudalException(code, new Message(MESSAGES, key, List.of(arguments)), cause);
    }

    /** The cluster does not do what it was asked for. */
    static RaudalException cluster(KafkaConnection connection, String what, Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof RaudalException known) {
            return known;
        }
        String key = cause instanceof SslAuthenticationException
                ? "cluster.tls"
                : cause instanceof AuthenticationException ? "cluster.login" : "cluster.silent";
        return of(ErrorCode.UNAVAILABLE, cause, key, connection.servers(), what, reason(cause));
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
