package io.raudal.cli.platform;

import io.raudal.engine.intake.EventSource;
import io.raudal.engine.intake.SourceOutput;
import io.raudal.engine.intake.SourceStatus;
import io.raudal.engine.log.Slices;
import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** A source whose events go through a passage, on its own thread, before they are appended. */
record GuardedSource(EventSource source, Passage passage) implements EventSource {

    /** Hands events and position on to the output, when and if it will. */
    @FunctionalInterface
    interface Passage {
        void emit(Slices events, byte[] position, SourceOutput out) throws InterruptedException;
    }

    /**
     * A source that breaks off while nothing can be taken in, and so is run again later; what it was about to bring it brings then.
     *
     * @param full why nothing can be taken in now
     */
    static GuardedSource whileThereIsRoom(EventSource source, Supplier<Optional<Message>> full) {
        return new GuardedSource(source, (events, position, out) -> {
            Optional<Message> reason = full.get();
            if (reason.isPresent()) {
                throw new RaudalException(ErrorCode.LIMIT_EXCEEDED, reason.get());
            }
            out.emit(events, position);
        });
    }

    @Override
    public String kind() {
        return source.kind();
    }

    @Override
    public String target() {
        return source.target();
    }

    @Override
    public void run(byte[] position, SourceOutput out) throws IOException, InterruptedException {
        source.run(position, new SourceOutput() {
            @Override
            public void emit(Slices events, byte[] reached) throws InterruptedException {
                passage.emit(events, reached, out);
            }

            @Override
            public void lag(long amount, SourceStatus.Unit of) {
                out.lag(amount, of);
            }

            @Override
            public void connected() {
                out.connected();
            }
        });
    }
}
