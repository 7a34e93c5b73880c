package io.raudal.model;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A named, typed, partitioned, replayable sequence of events with a time column.
 *
 * @param columns in the order of the file, at least one
 * @param zone of timestamps that name none
 * @param key the column whose hash chooses the partition, if any
 * @param id the column that tells duplicates of one event, if any
 * @param partitions of its log, at least 1
 * @param retention how long the log keeps events
 * @param sources where events come from, besides the HTTP endpoint
 */
public record Stream(
        String name,
        List<Column> columns,
        Format format,
        ZoneId zone,
        Time time,
        @Nullable String key,
        @Nullable Id id,
        int partitions,
        Duration retention,
        List<Source> sources) {

    /**
     * The stream's time.
     *
     * @param column a TIMESTAMP column
     * @param lateness how far behind the highest event time an event may be
     * @param idle after how long without events a partition stops holding its views back
     * @param ahead how far past its append time an event's time may be; not checked in bounded runs
     */
    public record Time(String column, Duration lateness, Duration idle, Duration ahead) {}

    /** Duplicates of an id within {@code horizon} of event time, in one partition, are dropped and counted. */
    public record Id(String column, Duration horizon) {}

    public Stream {
        columns = List.copyOf(columns);
        sources = List.copyOf(sources);
    }

    public Optional<Column> column(String columnName) {
        return columns.stream().filter(c -> c.name().equals(columnName)).findFirst();
    }
}
