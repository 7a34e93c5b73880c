package io.raudal.cli.platform;

import io.raudal.engine.live.CountedRows;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is counted of a pipeline since the start of the process, over all engines and sources that run it one after the other. A pipeline
 * that is deleted begins anew. Any thread may use it.
 */
final class PipelineCounters {
    private final CountedRows rows = new CountedRows();
    private final Map<String, AtomicLong> events = new ConcurrentHashMap<>();

    /** Of its views. */
    CountedRows rows() {
        return rows;
    }

    /** What a source has brought, by the name of its position. */
    AtomicLong events(String source) {
        return events.computeIfAbsent(source, any -> new AtomicLong());
    }
}
