package io.raudal.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryLogTest extends LogContract {
    @Override
    protected Log open() {
        return new MemoryLog(clock);
    }

    @Test
    void control_asBytes_readsBackAndUnknownKindsAreEmpty() {
        Control control = new Control.Idle(1_767_225_610_000_000L);
        assertThat(Control.of(control.toBytes())).contains(control);
        assertThat(Control.of(new byte[] {2, 0, 0})).isEqualTo(Optional.empty());
        assertThat(Control.of(new byte[0])).isEqualTo(Optional.empty());
    }
}
