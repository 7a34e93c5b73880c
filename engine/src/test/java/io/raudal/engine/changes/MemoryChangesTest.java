package io.raudal.engine.changes;

import java.time.InstantSource;

class MemoryChangesTest extends ChangesContract {
    @Override
    protected Changes open(int capacity) {
        return new MemoryChanges(capacity, InstantSource.system());
    }
}
