package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raudal.engine.intake.EventSource;
import io.raudal.engine.intake.SourceOutput;
import io.raudal.engine.intake.SourceStatus;
import io.raudal.engine.log.Slices;
import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardedSourceTest {
    private final List<String> taken = new ArrayList<>();
    private final SourceOutput out = new SourceOutput() {
        @Override
        public void emit(Slices slices, byte[] reached) {
            taken.add(slices.string(0));
        }

        @Override
        public void lag(long amount, SourceStatus.Unit of) {}

        @Override
        public void connected() {}
    };

    @Test
    void run_whileNothingCanBeTakenIn_breaksOffAndMayBeRunAgain() throws Exception {
        List<Message> reasons = new ArrayList<>();
        EventSource source = GuardedSource.whileThereIsRoom(
                new Words(), () -> reasons.isEmpty() ? Optional.empty() : Optional.of(reasons.get(0)));
        source.run(new byte[0], out);
        reasons.add(PlatformMessages.message("disk.full", "data", "1", "2"));
        assertThatThrownBy(() -> source.run(new byte[0], out))
                .isInstanceOfSatisfying(
                        RaudalException.class, e -> assertThat(e.code().type()).isEqualTo(ErrorCode.Type.RESOURCES));
        assertThat(taken).containsExactly("a", "b");
        reasons.clear();
        source.run(new byte[0], out);
        assertThat(taken).containsExactly("a", "b", "a", "b");
    }

    /** Brings two events. */
    private static final class Words implements EventSource {
        @Override
        public String kind() {
            return "words";
        }

        @Override
        public String target() {
            return "here";
        }

        @Override
        public void run(byte[] position, SourceOutput out) throws InterruptedException {
            out.emit(Slices.of("a"), new byte[] {1});
            out.emit(Slices.of("b"), new byte[] {2});
        }
    }
}
