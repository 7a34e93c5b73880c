package io.raudal.engine.run;

import io.raudal.engine.step.PipelineSteps;
import io.raudal.engine.step.StreamScan;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Scans that are free to be used again, by stream and header. Any thread may use it. */
final class ScanPool {
    private record Kind(String stream, ByteBuffer header) {}

    private final PipelineSteps steps;
    private final Map<Kind, Deque<StreamScan>> free = new HashMap<>();
    private final Map<StreamScan, Kind> kinds = new ConcurrentHashMap<>();

    ScanPool(PipelineSteps steps) {
        this.steps = steps;
    }

    /** @throws io.raudal.model.RaudalException UNREADABLE_INPUT if the header lacks a column */
    StreamScan take(String stream, byte[] header) {
        Kind kind = new Kind(stream, ByteBuffer.wrap(header));
        synchronized (this) {
            Deque<StreamScan> ready = free.get(kind);
            if (ready != null && !ready.isEmpty()) {
                return ready.pop();
            }
        }
        StreamScan made = steps.scan(stream, header);
        kinds.put(made, kind);
        return made;
    }

    synchronized void give(StreamScan scan) {
        free.computeIfAbsent(kinds.get(scan), kind -> new ArrayDeque<>()).push(scan);
    }
}
