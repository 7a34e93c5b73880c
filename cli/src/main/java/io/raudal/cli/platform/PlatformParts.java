package io.raudal.cli.platform;

import io.raudal.engine.changes.Changes;
import io.raudal.engine.intake.EventSource;
import io.raudal.engine.intake.Intakes;
import io.raudal.engine.live.EngineOptions;
import io.raudal.engine.log.Log;
import io.raudal.engine.store.Store;
import io.raudal.model.Stream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * What a platform stands on.
 *
 * @param intakes kept up to date for the ingest service
 * @param sources what brings a stream's events
 * @param environment that pipeline files refer to
 * @param retentionBytes how much a partition of the log keeps at most
 * @param floorBytes of free disk below which nothing is taken in
 */
record PlatformParts(
        Log log,
        Store store,
        Changes changes,
        Intakes intakes,
        Sources sources,
        InstantSource clock,
        EngineOptions options,
        Map<String, String> environment,
        long retentionBytes,
        long floorBytes) {

    /** Makes the sources of a stream. */
    @FunctionalInterface
    interface Sources {
        /**
         * Makes all of them.
         *
         * @param folder that relative paths start from
         */
        List<EventSource> all(String pipeline, Stream stream, Path folder);
    }
}
