package io.raudal.cli.terminal;

import io.raudal.model.Message;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** Outputs take no more: a full disk, no permission; its messages name them. An IOException, so that it finds its way through writers. */
public final class UnwritableOutputException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient List<Message> problems;

    private UnwritableOutputException(List<Message> problems, IOException cause) {
        super(cause);
        this.problems = problems;
    }

    public static UnwritableOutputException standard(IOException cause) {
        Message message = Texts.message("output.standard", String.valueOf(cause.getMessage()));
        return new UnwritableOutputException(List.of(message), cause);
    }

    /** @param name as the user gave it */
    public static UnwritableOutputException standardError(String name) {
        Message message = Texts.ofParts("output.file", name, Texts.message("output.error"));
        return new UnwritableOutputException(List.of(message), new IOException(name));
    }

    public static UnwritableOutputException file(String name, IOException cause) {
        Object reason = cause instanceof NoSuchFileException
                ? Texts.message("output.no-folder")
                : cause instanceof AccessDeniedException
                        ? Texts.message("output.denied")
                        : cause instanceof FileSystemException file && file.getReason() != null
                                ? file.getReason()
                                : String.valueOf(cause.getMessage());
        return new UnwritableOutputException(List.of(Texts.ofParts("output.file", name, reason)), cause);
    }

    /** One for all of several, of which there is at least one. */
    public static UnwritableOutputException all(List<UnwritableOutputException> failures) {
        List<Message> problems =
                failures.stream().flatMap(failure -> failure.problems.stream()).toList();
        return new UnwritableOutputException(problems, failures.get(0));
    }

    public List<Message> problems() {
        return problems;
    }
}
