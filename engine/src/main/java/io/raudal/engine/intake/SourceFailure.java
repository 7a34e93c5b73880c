package io.raudal.engine.intake;

import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why a source broke off, in a sentence for users; what Java or a library says of it is quoted. */
final class SourceFailure {
    private SourceFailure() {}

    /** @param target what the source reads, to say it where the failure does not */
    static Message of(Throwable failure, String target) {
        if (has(UnresolvedAddressException.class, failure)) {
            // It says nothing itself, and Java's HTTP client has it within a failure to connect.
            return message("source.unresolved", target);
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<Message> known = known(cause, target);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return failure instanceof IOException
                ? message("source.broken", said(failure))
                : message("source.bug", failure.toString().split("\\R", 2)[0]);
    }

    private static boolean has(Class<? extends Throwable> kind, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Message> known(Throwable cause, String target) {
        if (cause instanceof RaudalException ours) {
            return ours.inWords();
        }
        if (cause instanceof FileSystemException file && file.getFile() != null) {
            return Optional.of(ofFile(file, file.getFile()));
        }
        if (cause instanceof UnknownHostException) {
            return Optional.of(message("source.host", said(cause)));
        }
        if (cause instanceof HttpTimeoutException
                || cause instanceof SocketTimeoutException
                || cause instanceof TimeoutException) {
            return Optional.of(message("source.slow"));
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            // Of a refused connection Java's HTTP client says nothing.
            return Optional.of(firstLine(cause)
                    .map(line -> message("source.unreachable", line))
                    .orElseGet(() -> message("source.refused", target)));
        }
        if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
            // What Java says of an unknown authority names classes of its own.
            return Optional.of(
                    has(CertPathBuilderException.class, cause)
                            ? message("source.untrusted", target)
                            : message("source.secure", said(cause)));
        }
        return Optional.empty();
    }

    private static Message ofFile(FileSystemException failure, String file) {
        if (failure instanceof NoSuchFileException) {
            return message("source.missing", file);
        }
        return failure instanceof AccessDeniedException
                ? message("source.denied", file)
                : message("source.file", file, said(failure));
    }

    /** The first line that says something, else what kind of failure it is. */
    private static String said(Throwable failure) {
        return firstLine(failure).orElseGet(() -> failure.getClass().getSimpleName());
    }

    private static Optional<String> firstLine(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String text = cause.getMessage();
            if (text != null && !text.isBlank()) {
                return Optional.of(text.split("\\R", 2)[0]);
            }
        }
        return Optional.empty();
    }

    private static Message message(String key, String... arguments) {
        return new Message("io.raudal.engine.intake.messages", key, List.of(arguments));
    }
}
