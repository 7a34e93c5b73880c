package io.raudal.cli.terminal;

import io.raudal.model.Message;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** An output takes no more: a full disk, no permission; its message names it. An IOException, so that it finds its way through writers. */
public final class UnwritableOutputException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Message message;

    private UnwritableOutputException(Message message, IOException cause) {
        super(cause);
        this.message = message;
    }

    public static UnwritableOutputException standard(IOException cause) {
        return new UnwritableOutputException(
                Texts.message("output.standard", String.valueOf(cause.getMessage())), cause);
    }

    public static UnwritableOutputException file(String name, IOException cause) {
        Object reason = cause instanceof NoSuchFileException
                ? Texts.message("output.no-folder")
                : cause instanceof AccessDeniedException
                        ? Texts.message("output.denied")
                        : cause instanceof FileSystemException file && file.getReason() != null
                                ? file.getReason()
                                : String.valueOf(cause.getMessage());
        return new UnwritableOutputException(Texts.ofParts("output.file", name, reason), cause);
    }

    public Message inWords() {
        return message;
    }
}
