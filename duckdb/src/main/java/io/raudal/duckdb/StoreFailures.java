package io.raudal.duckdb;

import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;

/** What DuckDB reports, as what a user can act on. */
final class StoreFailures {
    static final String MESSAGES = "io.raudal.duckdb.messages";

    private StoreFailures() {}

    static Message message(String key, Object... arguments) {
        return new Message(
                MESSAGES, key, Arrays.stream(arguments).map(String::valueOf).toList());
    }

    /** Why a store that is open cannot do something. */
    static RaudalException of(Path folder, SQLException failure) {
        String text = firstLine(failure);
        if (text.contains("No space left on device") || text.contains("not enough space on the disk")) {
            return new RaudalException(
                    ErrorCode.UNWRITABLE_OUTPUT, message("store.disk-full", folder.toString()), failure);
        }
        if (text.startsWith("Out of Memory")) {
            return new RaudalException(ErrorCode.LIMIT_EXCEEDED, message("store.memory", folder, text), failure);
        }
        if (text.startsWith("IO Error") || text.contains("magic bytes") || text.contains("orrupt")) {
            return new RaudalException(ErrorCode.INVALID_STORE, message("store.damaged", folder, text), failure);
        }
        return new RaudalException(ErrorCode.INTERNAL, message("store.failed", folder, text), failure);
    }

    /** Why a store cannot be opened. */
    static RaudalException ofOpening(Path file, SQLException failure) {
        String text = firstLine(failure);
        if (text.contains("Could not set lock") || text.contains("being used by another process")) {
            return new RaudalException(
                    ErrorCode.CONFLICT, message("store.in-use", String.valueOf(file.getParent())), failure);
        }
        if (text.contains("but we can only read")) {
            return new RaudalException(ErrorCode.INVALID_STORE, message("store.newer", file), failure);
        }
        return new RaudalException(ErrorCode.INVALID_STORE, message("store.damaged", file, text), failure);
    }

    /** The connection can do nothing more: DuckDB gives up on a database when a checkpoint fails. */
    static boolean isFatal(SQLException failure) {
        String text = String.valueOf(failure.getMessage());
        return text.contains("FATAL") || text.contains("has been invalidated");
    }

    static String firstLine(SQLException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
