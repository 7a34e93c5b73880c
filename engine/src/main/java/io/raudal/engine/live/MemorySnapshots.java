package io.raudal.engine.live;

import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Snapshots in memory; gone with the process. */
public final class MemorySnapshots implements SnapshotStore {
    private final Map<String, byte[]> byName = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();

    @Override
    public String save(byte[] snapshot) {
        String name = Long.toString(last.incrementAndGet());
        byName.put(name, snapshot.clone());
        return name;
    }

    @Override
    public byte[] load(String name) {
        byte[] snapshot = byName.get(name);
        if (snapshot == null) {
            throw new RaudalException(
                    ErrorCode.INVALID_SNAPSHOT,
                    new io.raudal.model.Message(EngineSnapshot.MESSAGES, "snapshot.missing", List.of(name)));
        }
        return snapshot.clone();
    }

    @Override
    public void keepOnly(String name) {
        byName.keySet().removeIf(other -> !other.equals(name));
    }
}
