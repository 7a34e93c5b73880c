package io.raudal.engine.scan;

import io.raudal.engine.log.Slices;
import io.raudal.model.Message;
import java.util.List;

/**
 * The records that a body of bytes holds.
 *
 * @param events slices of the body, or of a copy where records are not in it as the log keeps them
 * @param rejected what could not be framed, in the order of the body; nothing of it is in {@code events}
 */
public record CutBody(Slices events, List<Rejected> rejected) {
    public CutBody {
        rejected = List.copyOf(rejected);
    }

    /**
     * A record that cannot be framed.
     *
     * @param line of the body where it starts, from 1
     */
    public record Rejected(int line, Message reason) {}
}
