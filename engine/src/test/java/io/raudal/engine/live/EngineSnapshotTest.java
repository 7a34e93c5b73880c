package io.raudal.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.raudal.model.RaudalException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class EngineSnapshotTest {
    @Test
    void snapshot_thatIsDamaged_isRefused() {
        byte[] bytes = new EngineSnapshot(Map.of("readings/0", 5L), Map.of("a", new byte[] {1, 2})).toBytes();
        EngineSnapshot read = EngineSnapshot.of(bytes);
        assertThat(read.offsets()).isEqualTo(Map.of("readings/0", 5L));
        assertThat(read.steps().get("a")).containsExactly(1, 2);
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 4;
            assertThatExceptionOfType(RaudalException.class).isThrownBy(() -> EngineSnapshot.of(damaged));
        }
    }
}
