package io.raudal.cli.platform;

import io.raudal.cli.pipeline.CompiledPipeline;
import io.raudal.engine.intake.EventSource;
import io.raudal.engine.intake.SourceRunner;
import io.raudal.engine.intake.SourceStatus;
import io.raudal.engine.intake.StreamIntake;
import io.raudal.engine.live.AsideReplay;
import io.raudal.engine.live.EmbeddedEngine;
import io.raudal.engine.live.EngineStatus;
import io.raudal.engine.live.SnapshotFiles;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import io.raudal.query.PlatformStatus;
import io.raudal.query.RunningPipeline;
import io.raudal.query.RunningPipeline.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pipeline that runs in this process: its engine, its sources, and what becomes of them. Events come into the log as long as the
 * deployment is there, also while it is paused or its engine has failed. Not thread-safe; the platform guards it.
 */
final class Deployment {
    private static final Logger LOGGER = LoggerFactory.getLogger(Deployment.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final PlatformParts parts;
    private final PositionFiles positions;
    private final Path snapshots;
    private final CompiledPipeline pipeline;
    private final Map<String, List<SourceRunner>> sources = new LinkedHashMap<>();

    private StoredPipelines.Stored stored;
    private State state = State.STARTING;
    private @Nullable EmbeddedEngine engine;
    private @Nullable RaudalException failure;
    private Optional<EngineStatus> last = Optional.empty();
    private Duration pause = SHORTEST_PAUSE;
    private Instant retryAt = Instant.MAX;
    private Map<String, Long> viewIdentities = Map.of();

    /** @param snapshots the folder for its engine's snapshots */
    Deployment(
            PlatformParts parts,
            PositionFiles positions,
            Path snapshots,
            StoredPipelines.Stored stored,
            CompiledPipeline pipeline) {
        this.parts = parts;
        this.positions = positions;
        this.snapshots = snapshots;
        this.stored = stored;
        this.pipeline = pipeline;
    }

    String name() {
        return stored.name();
    }

    StoredPipelines.Stored stored() {
        return stored;
    }

    CompiledPipeline pipeline() {
        return pipeline;
    }

    /** By view, a number for all that its rows depended on when its engine was made. */
    Map<String, Long> viewIdentities() {
        return viewIdentities;
    }

    RunningPipeline running() {
        boolean isOwn = stored.origin().getFileName() == null;
        return new RunningPipeline(
                name(),
                state,
                stored.text(),
                version(stored.text()),
                isOwn ? null : stored.origin(),
                pipeline.plan(),
                failure);
    }

    /** Starts engine and sources; a failure is kept and tried again, if that may help. */
    void start() throws InterruptedException {
        if (stored.isPaused()) {
            state = State.PAUSED;
            try {
                // The log is there all the same, and takes what comes.
                newEngine();
            } catch (RuntimeException e) {
                LOGGER.atError().setCause(e).addKeyValue("pipeline", name()).log("pipeline cannot be resumed");
                failure = raudal(e);
            }
        } else {
            startEngine();
        }
        openIntakes();
    }

    /** Stops sources, then the engine after a last checkpoint. */
    void stop() {
        parts.intakes().close(name());
        sources.values().forEach(runners -> runners.forEach(SourceRunner::close));
        sources.clear();
        stopEngine();
    }

    void pause() {
        stored = new StoredPipelines.Stored(name(), stored.text(), stored.origin(), true);
        stopEngine();
        state = State.PAUSED;
        failure = null;
    }

    void resume() throws InterruptedException {
        stored = new StoredPipelines.Stored(name(), stored.text(), stored.origin(), false);
        if (engine == null) {
            startEngine();
        }
    }

    /** Finds out whether the engine failed, and tries again what may have helped itself. */
    void watch(Instant now) throws InterruptedException {
        EmbeddedEngine running = engine;
        if (running != null && running.failure().isPresent()) {
            Throwable cause = running.failure().get();
            running.halt();
            engine = null;
            fail(raudal(cause), now);
        } else if (running != null) {
            pause = SHORTEST_PAUSE;
        } else if (state == State.FAILED && !now.isBefore(retryAt)) {
            startEngine();
        }
    }

    /** @param isLogThere whether the engine can say where it is; if not, it is where it was last */
    PlatformStatus.PipelineStatus status(boolean isLogThere) {
        EmbeddedEngine running = engine;
        if (running != null && isLogThere) {
            last = Optional.of(running.status());
        }
        Map<String, List<SourceStatus>> bySource = new LinkedHashMap<>();
        sources.forEach((stream, runners) ->
                bySource.put(stream, runners.stream().map(SourceRunner::status).toList()));
        Map<String, Integer> open = new LinkedHashMap<>();
        for (ViewPlan view : pipeline.plan().views()) {
            open.put(view.name(), parts.changes().openRows(storedName(view.name())));
        }
        return new PlatformStatus.PipelineStatus(name(), state, failure, last, bySource, open);
    }

    /** Where the rows are that serve a view now. */
    String storedName(String view) {
        EmbeddedEngine running = engine;
        return running == null ? name() + "." + view : running.storedName(view);
    }

    /** Has events count that were set aside; the engine must run. */
    AsideReplay.Outcome replay(AsideReplay replay) throws InterruptedException {
        return running("pipeline.idle").replay(replay);
    }

    /** Rebuilds rows; says which views stay as they are. */
    Set<String> rewind(Instant to) {
        return running("pipeline.idle").rewind(to);
    }

    private EmbeddedEngine running(String otherwise) {
        EmbeddedEngine running = engine;
        if (running == null) {
            throw new RaudalException(ErrorCode.CONFLICT, PlatformMessages.message(otherwise, name()));
        }
        return running;
    }

    static String version(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    private void startEngine() throws InterruptedException {
        state = State.STARTING;
        try {
            EmbeddedEngine started = newEngine();
            started.start();
            engine = started;
            state = State.RUNNING;
            failure = null;
        } catch (RuntimeException e) {
            fail(raudal(e), parts.clock().instant());
        }
    }

    private EmbeddedEngine newEngine() {
        viewIdentities = pipeline.viewIdentities();
        return new EmbeddedEngine(
                pipeline.plan(),
                pipeline.tables(),
                parts.log(),
                parts.store(),
                parts.changes(),
                new SnapshotFiles(snapshots),
                parts.clock(),
                parts.options(),
                parts.retentionBytes());
    }

    private void stopEngine() {
        EmbeddedEngine running = engine;
        engine = null;
        if (running != null) {
            last = Optional.of(running.status());
            running.close();
        }
    }

    private void openIntakes() {
        for (StreamPlan stream : pipeline.plan().streams()) {
            StreamIntake intake = new StreamIntake(parts.log(), stream, name() + "." + stream.name());
            parts.intakes().open(name(), intake);
            List<SourceRunner> runners = new ArrayList<>();
            for (EventSource source : parts.sources().all(name(), stream.stream(), pipeline.folder())) {
                SourceRunner runner = new SourceRunner(
                        name() + "." + stream.name() + "." + runners.size(), source, intake, positions, parts.clock());
                runners.add(runner);
                runner.start();
            }
            sources.put(stream.name(), runners);
        }
    }

    private void fail(RaudalException cause, Instant now) {
        LOGGER.atError().setCause(cause).addKeyValue("pipeline", name()).log("pipeline failed");
        state = State.FAILED;
        failure = cause;
        boolean mayHelpItself =
                cause.code().type() == ErrorCode.Type.RESOURCES || cause.code().type() == ErrorCode.Type.EXTERNAL;
        retryAt = mayHelpItself ? now.plus(pause) : Instant.MAX;
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    }

    private static RaudalException raudal(Throwable cause) {
        return cause instanceof RaudalException known
                ? known
                : new RaudalException(
                        ErrorCode.INTERNAL, PlatformMessages.message("engine.failed", String.valueOf(cause)), cause);
    }
}
