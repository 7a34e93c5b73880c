package io.raudal.engine.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.Vector;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import io.raudal.model.DataType.Simple;
import org.junit.jupiter.api.Test;

class IdWindowTest {
    private static final int IDS = 10_000;
    private static final long HORIZON = 1_000_000;

    @Test
    void read_ofManyIds_knowsThemAll() {
        Vector.Longs ids = new Vector.Longs();
        ids.ensure(IDS);
        for (int row = 0; row < IDS; row++) {
            ids.values[row] = row;
        }
        IdWindow before = new IdWindow(0, 1, Simple.BIGINT, HORIZON);
        for (int row = 0; row < IDS; row++) {
            before.admit(ids, row, row, Long.MIN_VALUE);
        }
        KeyBytes state = new KeyBytes(64);
        before.write(state);

        IdWindow after = new IdWindow(0, 1, Simple.BIGINT, HORIZON);
        after.read(new StateReader(state.toArray(), 0));

        for (int row = 0; row < IDS; row++) {
            assertThat(after.isKnown(ids, row, row, Long.MIN_VALUE))
                    .as("%d", row)
                    .isTrue();
        }
    }
}
