package io.raudal.engine.run;

import io.raudal.engine.file.DamagedInputException;
import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The sentences of this package's bundle. */
final class RunMessages {
    private static final String BUNDLE = "io.raudal.engine.run.messages";

    private RunMessages() {}

    static Message message(String key, Object... arguments) {
        return new Message(BUNDLE, key, List.of(arguments));
    }

    static RaudalException unreadable(String key, String... arguments) {
        return new RaudalException(ErrorCode.UNREADABLE_INPUT, message(key, (Object[]) arguments));
    }

    /** Why an input cannot be read, in the user's words where the cause is known. */
    static RaudalException unreadable(IOException e) {
        Message message = e instanceof NoSuchFileException
                ? message("input.missing")
                : e instanceof AccessDeniedException ? message("input.no-permission") : broken(e);
        return new RaudalException(ErrorCode.UNREADABLE_INPUT, message, e);
    }

    private static Message broken(IOException e) {
        Object reason = e instanceof DamagedInputException damaged ? damaged.inWords() : cause(e);
        return new Message(BUNDLE, "input.broken", List.of(reason));
    }

    static RaudalException unwritable(IOException e) {
        return new RaudalException(ErrorCode.UNWRITABLE_OUTPUT, message("output.broken", cause(e)), e);
    }

    /** Rows that wait for their turn cannot be kept in a folder. */
    static RaudalException unkept(Path folder, IOException e) {
        Message message = Files.isDirectory(folder)
                ? message("output.unkept", folder.toString(), cause(e))
                : message("output.unkept-folder", folder.toString());
        return new RaudalException(ErrorCode.UNWRITABLE_OUTPUT, message, e);
    }

    private static String cause(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
