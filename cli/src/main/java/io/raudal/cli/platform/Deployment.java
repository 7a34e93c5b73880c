package io.raudal.cli.platform;

import io.raudal.cli.pipeline.CompiledPipeline;
import io.raudal.engine.GrowingPause;
import io.raudal.engine.SteadyTime;
import io.raudal.engine.intake.EventSource;
import io.raudal.engine.intake.SourceRunner;
import io.raudal.engine.intake.SourceStatus;
import io.raudal.engine.intake.StreamIntake;
import io.raudal.engine.live.AsideReplay;
import io.raudal.engine.live.EmbeddedEngine;
import io.raudal.engine.live.EngineStatus;
import io.raudal.engine.live.SnapshotFiles;
import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
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
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final PlatformParts parts;
    private final Supplier<Optional<Message>> full;
    private final PositionFiles positions;
    private final Path snapshots;
    private final CompiledPipeline pipeline;
    private final PipelineCounters counters;
    private final Map<String, List<SourceRunner>> sources = new LinkedHashMap<>();
    /** By view, where the rows are that served when the engine was last asked. */
    private final Map<String, String> served = new ConcurrentHashMap<>();
    /** As {@link EmbeddedEngine#unfit} said then. */
    private volatile Map<String, Long> unfit = Map.of();

    private StoredPipelines.Stored stored;
    private State state = State.STARTING;
    private volatile @Nullable EmbeddedEngine engine;
    private @Nullable RaudalException failure;
    private Optional<EngineStatus> last = Optional.empty();
    private final GrowingPause pause = new GrowingPause(LONGEST_PAUSE);
    private Instant retryAt = Instant.EPOCH;
    private Map<String, Long> viewIdentities = Map.of();

    /**
     * @param full why nothing can be taken in now
     * @param snapshots the folder for its engine's snapshots
     * @param counters of the deployments of this pipeline, one after the other
     */
    Deployment(
            PlatformParts parts,
            Supplier<Optional<Message>> full,
            PositionFiles positions,
            Path snapshots,
            StoredPipelines.Stored stored,
            CompiledPipeline pipeline,
            PipelineCounters counters) {
        this.parts = parts;
        this.full = full;
        this.positions = positions;
        this.snapshots = snapshots;
        this.stored = stored;
        this.pipeline = pipeline;
        this.counters = counters;
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
                // The log is there all the same, and takes what comes; and rows are read where they are.
                remember(newEngine());
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

    /** Keeps the engine's state now, if it runs; a failure is found by {@link #watch}. */
    void checkpoint() {
        EmbeddedEngine running = engine;
        if (running != null && running.failure().isEmpty()) {
            try {
                running.checkpoint();
            } catch (RuntimeException e) {
                LOGGER.atError().setCause(e).addKeyValue("pipeline", name()).log("checkpoint failed");
            }
        }
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
            remember(running);
            engine = null;
            fail(raudal(cause), now);
        } else if (running != null && running.lastCheckpoint().isPresent()) {
            // Only now it is known that log and store take what they are given.
            pause.reset();
        } else if (state == State.DEGRADED && !now.isBefore(retryAt)) {
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
        Instant again = state == State.DEGRADED ? retryAt : null;
        return new PlatformStatus.PipelineStatus(name(), state, failure, again, last, bySource, open);
    }

    /** Where the rows are that serve a view now. */
    String storedName(String view) {
        EmbeddedEngine running = engine;
        return running == null ? served.getOrDefault(view, name() + "." + view) : running.storedName(view);
    }

    /** By view, the events of the log that it was made without, as {@link EmbeddedEngine#unfit} says. */
    Map<String, Long> unfit() {
        EmbeddedEngine running = engine;
        return running == null ? unfit : running.unfit();
    }

    private void remember(EmbeddedEngine known) {
        pipeline.plan().views().forEach(view -> served.put(view.name(), known.storedName(view.name())));
        unfit = known.unfit();
    }

    /** Has events count that were set aside; the engine must run. */
    AsideReplay.Outcome replay(AsideReplay replay) throws InterruptedException {
        return running("pipeline.idle").replay(replay);
    }

    /** Whether an event that was set aside counts after all; not where nobody knows because the engine stands still. */
    boolean isReplayed(String stream, boolean isLate, AsideReplay.Item item) {
        EmbeddedEngine running = engine;
        return running != null && running.isReplayed(stream, isLate, item.partition(), item.offset());
    }

    /** Rebuilds rows; says which views stay as they are. */
    Set<String> rewind(Instant to) {
        EmbeddedEngine running = running("pipeline.idle");
        Instant now = parts.clock().instant();
        if (to.isAfter(now) && to.toEpochMilli() > highestMillis(running.status())) {
            throw new RaudalException(
                    ErrorCode.USAGE,
                    PlatformMessages.message(
                            "rewind.future",
                            to.toString(),
                            now.truncatedTo(ChronoUnit.SECONDS).toString()));
        }
        return running.rewind(to);
    }

    private static long highestMillis(EngineStatus status) {
        return status.streams().stream()
                .flatMap(stream -> stream.partitions().stream())
                .mapToLong(partition -> Math.floorDiv(partition.highestMicros(), 1000))
                .max()
                .orElse(Long.MIN_VALUE);
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
            remember(started);
            started.start();
            engine = started;
            state = State.RUNNING;
            failure = null;
        } catch (RuntimeException e) {
            fail(raudal(e), parts.clock().instant());
        }
    }

    private EmbeddedEngine newEngine() {
        EmbeddedEngine made = new EmbeddedEngine(
                pipeline.plan(),
                pipeline.tables(),
                parts.log(),
                parts.store(),
                parts.changes(),
                new SnapshotFiles(snapshots),
                parts.clock(),
                new SteadyTime(),
                parts.options(),
                parts.retentionBytes(),
                counters.rows());
        viewIdentities = made.viewIdentities();
        return made;
    }

    /** What it cannot keep at its end is in the log, from where the next start goes on. */
    private void stopEngine() {
        EmbeddedEngine running = engine;
        if (running == null) {
            return;
        }
        remember(running);
        engine = null;
        try {
            last = Optional.of(running.status());
            running.close();
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).addKeyValue("pipeline", name()).log("no last checkpoint");
            running.halt();
        }
        remember(running);
    }

    private void openIntakes() {
        for (StreamPlan stream : pipeline.plan().streams()) {
            StreamIntake intake = new StreamIntake(parts.log(), stream, name() + "." + stream.name());
            parts.intakes().open(name(), intake);
            List<SourceRunner> runners = new ArrayList<>();
            for (EventSource source : parts.sources().all(name(), stream.stream(), pipeline.folder())) {
                // With its kind: another one in its place could not read where it was.
                String positioned = name() + "." + stream.name() + "." + runners.size() + "." + source.kind();
                SourceRunner runner = new SourceRunner(
                        positioned,
                        GuardedSource.whileThereIsRoom(source, full),
                        intake,
                        positions,
                        parts.clock(),
                        counters.events(positioned));
                runners.add(runner);
                runner.start();
            }
            sources.put(stream.name(), runners);
        }
    }

    /** What may help itself, such as a full disk, is tried again, after pauses that grow. */
    private void fail(RaudalException cause, Instant now) {
        LOGGER.atError().setCause(cause).addKeyValue("pipeline", name()).log("pipeline failed");
        failure = cause;
        state = cause.code().type().mayPass() ? State.DEGRADED : State.FAILED;
        retryAt = now.plus(pause.length());
        pause.grow();
    }

    /** What says best what is wrong: ours, wherever it stands among the causes. */
    private static RaudalException raudal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RaudalException known) {
                return known;
            }
        }
        return new RaudalException(
                ErrorCode.INTERNAL, PlatformMessages.message("engine.failed", String.valueOf(failure)), failure);
    }
}
