package io.raudal.engine.file;

import io.raudal.model.Message;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A packed input is broken, and where; what was read before is good. An IOException, so that it finds its way through readers. */
public final class DamagedInputException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Message message;

    private DamagedInputException(String key, List<String> arguments, @Nullable Throwable cause) {
        super(key, cause);
        message = new Message("io.raudal.engine.file.messages", key, arguments);
    }

    /** @param position in the packed bytes, from 0 */
    static DamagedInputException at(String key, long position, @Nullable Throwable cause) {
        return new DamagedInputException(key, List.of(Long.toString(position)), cause);
    }

    static DamagedInputException of(String key, Throwable cause) {
        return new DamagedInputException(key, List.of(), cause);
    }

    public Message inWords() {
        return message;
    }
}
