package io.raudal.query;

import io.raudal.engine.intake.SourceStatus;
import io.raudal.engine.live.EngineStatus;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a platform does at one moment. */
public record PlatformStatus(
        Instant at,
        Instant startedAt,
        String version,
        Component log,
        Component store,
        Disk disk,
        List<PipelineStatus> pipelines) {
    public PlatformStatus {
        pipelines = List.copyOf(pipelines);
    }

    /**
     * A part that the platform stands on.
     *
     * @param kind such as {@code kafka} or {@code duckdb}
     * @param sizeBytes on disk, -1 if unknown
     * @param address for clients, if it has one
     * @param problem why it is not ready, with a remedy; null if it is
     */
    public record Component(
            String kind,
            long sizeBytes,
            @Nullable String address,
            @Nullable Message problem) {}

    /** @param floorBytes below which nothing is taken in */
    public record Disk(long freeBytes, long floorBytes) {}

    /**
     * A pipeline.
     *
     * @param failure why it failed, null unless it did
     * @param retryAt when it is tried again, null unless it will be
     * @param engine where it is; empty while it starts; where it stopped if it is paused
     * @param sources by stream
     * @param openRows by view
     */
    public record PipelineStatus(
            String name,
            RunningPipeline.State state,
            @Nullable RaudalException failure,
            @Nullable Instant retryAt,
            Optional<EngineStatus> engine,
            Map<String, List<SourceStatus>> sources,
            Map<String, Integer> openRows) {}
}
