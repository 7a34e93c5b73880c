package io.raudal.engine.log;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A log that passes everything on to another one; who does something about some of it overrides that. As the other one for threads. */
public class ForwardingLog implements Log {
    private final Log log;

    protected ForwardingLog(Log log) {
        this.log = log;
    }

    @Override
    public void ensure(LogStream... streams) {
        log.ensure(streams);
    }

    @Override
    public int partitions(String stream) {
        return log.partitions(stream);
    }

    @Override
    public int appendBytes() {
        return log.appendBytes();
    }

    @Override
    public CompletionStage<Long> append(String stream, int partition, Slices events) {
        return log.append(stream, partition, events);
    }

    @Override
    public CompletionStage<Long> append(String stream, int partition, Control control) {
        return log.append(stream, partition, control);
    }

    @Override
    public OffsetRange range(String stream, int partition) {
        return log.range(stream, partition);
    }

    @Override
    public LogReader reader(String stream, Map<Integer, Long> offsets) {
        return log.reader(stream, offsets);
    }

    @Override
    public void delete(Set<String> streams) {
        log.delete(streams);
    }

    @Override
    public void close() {
        log.close();
    }
}
