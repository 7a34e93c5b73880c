package io.raudal.cli.platform;

import io.raudal.cli.pipeline.CompiledPipeline;
import io.raudal.engine.live.AsideReplay;
import io.raudal.engine.live.PipelineData;
import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import io.raudal.query.AppliedChange;
import io.raudal.query.ControlPlane;
import io.raudal.query.PlatformCopy;
import io.raudal.query.PlatformStatus;
import io.raudal.query.Precondition;
import io.raudal.query.Replay;
import io.raudal.query.RunningPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs pipelines in this process. What it is told is kept in the data directory before it is done, so that a restart finds it. Any
 * thread may use it; one change happens at a time.
 */
final class EmbeddedPlatform implements ControlPlane, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedPlatform.class);
    private static final long WATCH_MILLIS = 1_000;
    private static final int ROUNDS_A_MEASURE = 10;

    private final PlatformParts parts;
    private final DataDirectory data;
    private final RunningCopy copy;
    private final StoredPipelines stored;
    private final PositionFiles positions;
    private final String version;
    private final Instant startedAt;
    private final Supplier<PlatformStatus.Component> log;
    private final Supplier<PlatformStatus.Component> store;
    private final Map<String, Deployment> deployments = new TreeMap<>();
    private final Map<String, PipelineCounters> counters = new HashMap<>();
    private final Thread watcher = new Thread(this::watch, "raudal-watcher");

    private volatile long freeBytes;

    /**
     * @param version of the program
     * @param log what the log says of itself; likewise the store
     */
    EmbeddedPlatform(
            PlatformParts parts,
            DataDirectory data,
            RunningCopy copy,
            String version,
            Supplier<PlatformStatus.Component> log,
            Supplier<PlatformStatus.Component> store) {
        this.parts = parts;
        this.data = data;
        this.copy = copy;
        this.version = version;
        this.log = log;
        this.store = store;
        stored = new StoredPipelines(data.part("pipelines"));
        positions = new PositionFiles(data.part("sources"));
        startedAt = parts.clock().instant();
        freeBytes = data.freeBytes();
        watcher.setDaemon(true);
    }

    /**
     * Starts the pipelines that were running when the platform was last stopped, or fell over.
     *
     * @return those that cannot be, by name, with what is wrong with their files
     */
    synchronized Map<String, RaudalException> recover() {
        copy.remove();
        Map<String, RaudalException> failed = new TreeMap<>();
        for (StoredPipelines.Stored pipeline : stored.all()) {
            try {
                deploy(pipeline, compile(pipeline.origin(), pipeline.text()));
            } catch (RaudalException e) {
                failed.put(pipeline.name(), e);
            }
        }
        watcher.start();
        return failed;
    }

    /** Why nothing can be taken in now. */
    Optional<Message> full() {
        Optional<Message> stopped = Optional.ofNullable(log.get().problem());
        if (stopped.isPresent()) {
            return stopped;
        }
        return freeBytes >= parts.floorBytes()
                ? Optional.empty()
                : Optional.of(PlatformMessages.message(
                        "disk.full",
                        data.folder().toString(),
                        Long.toString(freeBytes >> 20),
                        Long.toString(parts.floorBytes() >> 20)));
    }

    /** What a file says, with the secrets that this platform knows. */
    CompiledPipeline compile(Path file, String text) {
        return CompiledPipeline.compile(file, text, parts.environment());
    }

    /** Creates or changes a pipeline by a file that {@link #compile} has read; its own paths start from its folder. */
    synchronized AppliedChange apply(CompiledPipeline after, Path file, String text, boolean dryRun) {
        Deployment before = deployments.get(after.plan().pipeline());
        new PartitionCheck(parts.log()).check(before == null ? null : before.pipeline(), after);
        AppliedChange change = before == null
                ? PipelineChange.of(null, Map.of(), after)
                : PipelineChange.of(before.pipeline(), before.viewIdentities(), after);
        if (!dryRun) {
            boolean isPaused = before != null && before.stored().isPaused();
            deploy(new StoredPipelines.Stored(after.plan().pipeline(), text, file, isPaused), after);
        }
        return change;
    }

    @Override
    public synchronized AppliedChange apply(String name, String text, boolean dryRun, Precondition precondition) {
        Deployment before = deployments.get(name);
        require(name, before, precondition);
        Path file = before == null ? stored.ownFile(name) : before.stored().origin();
        CompiledPipeline after = compile(file, text);
        if (!after.plan().pipeline().equals(name)) {
            throw new RaudalException(
                    ErrorCode.CONFLICT,
                    PlatformMessages.message("pipeline.name", name, after.plan().pipeline()));
        }
        if (!dryRun
                && before != null
                && !(precondition instanceof Precondition.Nothing)
                && !file.equals(stored.ownFile(name))) {
            OriginFile.replace(file, before.stored().text(), text);
        }
        return apply(after, file, text, dryRun);
    }

    private static void require(String name, @Nullable Deployment there, Precondition precondition) {
        Optional<String> version = Optional.ofNullable(there)
                .map(deployment -> Deployment.version(deployment.stored().text()));
        if (!precondition.holds(version)) {
            String key = version.isEmpty()
                    ? "pipeline.gone"
                    : precondition instanceof Precondition.Absent ? "pipeline.there" : "pipeline.outdated";
            throw new RaudalException(ErrorCode.OUTDATED, PlatformMessages.message(key, name));
        }
    }

    @Override
    public synchronized List<RunningPipeline> pipelines() {
        return deployments.values().stream().map(Deployment::running).toList();
    }

    @Override
    public synchronized Optional<RunningPipeline> pipeline(String name) {
        return Optional.ofNullable(deployments.get(name)).map(Deployment::running);
    }

    @Override
    public synchronized void delete(String name, boolean withData, Precondition precondition) {
        require(name, deployments.get(name), precondition);
        Deployment deployment = find(name);
        deployment.stop();
        if (withData) {
            PipelineData.delete(deployment.pipeline().plan(), parts.log(), parts.store(), parts.changes());
            positions.forget(name);
            forget(deployment);
        }
        stored.remove(name);
        deployments.remove(name);
        counters.remove(name);
    }

    @Override
    public synchronized void pause(String name) {
        Deployment deployment = find(name);
        deployment.pause();
        stored.save(deployment.stored());
    }

    @Override
    public synchronized void resume(String name) {
        Deployment deployment = find(name);
        try {
            deployment.resume();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        stored.save(deployment.stored());
    }

    @Override
    public void rewind(String name, Instant to) {
        running(name).rewind(to);
    }

    @Override
    public Replay.Outcome replay(Replay replay) {
        List<AsideReplay.Item> items = new ArrayList<>();
        for (Replay.Item item : replay.events()) {
            items.add(item(item));
        }
        try {
            AsideReplay.Outcome outcome = running(replay.pipeline())
                    .replay(new AsideReplay(replay.stream(), replay.late(), items, replay.reason(), replay.dryRun()));
            return new Replay.Outcome(
                    outcome.replayed(),
                    outcome.refused().stream()
                            .map(refused -> new Replay.Refused(
                                    refused.event().partition() + "-"
                                            + refused.event().offset(),
                                    refused.reason()))
                            .toList(),
                    outcome.windows());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public Set<String> replayed(String pipeline, String stream, boolean late, Set<String> ids) {
        Deployment deployment = running(pipeline);
        return ids.stream()
                .filter(id -> deployment.isReplayed(stream, late, item(new Replay.Item(id, null))))
                .collect(Collectors.toSet());
    }

    private static AsideReplay.Item item(Replay.Item item) {
        if (!item.id().matches("\\d{1,9}-\\d{1,18}")) {
            throw new RaudalException(ErrorCode.NOT_FOUND, PlatformMessages.message("replay.id", item.id()));
        }
        int dash = item.id().indexOf('-');
        return new AsideReplay.Item(
                Integer.parseInt(item.id().substring(0, dash)),
                Long.parseLong(item.id().substring(dash + 1)),
                item.text());
    }

    /** The stored name of a view; its own where nobody serves it. */
    synchronized String storedName(String name) {
        int dot = name.indexOf('.');
        Deployment deployment = dot < 0 ? null : deployments.get(name.substring(0, dot));
        return deployment == null ? name : deployment.storedName(name.substring(dot + 1));
    }

    /** By view with its pipeline's name ahead, the events of the log that it was made without because they do not fit. */
    synchronized Map<String, Long> unfit() {
        Map<String, Long> unfit = new TreeMap<>();
        deployments.forEach((name, deployment) ->
                deployment.unfit().forEach((view, events) -> unfit.put(name + "." + view, events)));
        return unfit;
    }

    /** Not held while a replay or a reader of events runs, which may take long. */
    private synchronized Deployment running(String name) {
        return find(name);
    }

    @Override
    public synchronized PlatformCopy copy() {
        // What starts on the copy has less to read again.
        deployments.values().forEach(Deployment::checkpoint);
        return copy.make();
    }

    @Override
    public synchronized void removeCopy() {
        copy.remove();
    }

    @Override
    public synchronized PlatformStatus status() {
        return new PlatformStatus(
                parts.clock().instant(),
                startedAt,
                version,
                log.get(),
                store.get(),
                new PlatformStatus.Disk(freeBytes, parts.floorBytes()),
                deployments.values().stream()
                        .map(deployment -> deployment.status(isLogThere()))
                        .toList());
    }

    /** Stops sources and engines in order; everything is in the log and the store then. */
    @Override
    public void close() {
        watcher.interrupt();
        synchronized (this) {
            deployments.values().forEach(Deployment::stop);
            deployments.clear();
        }
    }

    private void deploy(StoredPipelines.Stored pipeline, CompiledPipeline compiled) {
        stored.save(pipeline);
        Deployment before = deployments.remove(pipeline.name());
        if (before != null) {
            before.stop();
        }
        Path snapshots = data.part("snapshots").resolve(pipeline.name());
        PipelineCounters counted = counters.computeIfAbsent(pipeline.name(), name -> new PipelineCounters());
        Deployment deployment = new Deployment(parts, this::full, positions, snapshots, pipeline, compiled, counted);
        deployments.put(pipeline.name(), deployment);
        try {
            deployment.start();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Deployment find(String name) {
        Deployment deployment = deployments.get(name);
        if (deployment == null) {
            throw new RaudalException(
                    ErrorCode.NOT_FOUND,
                    PlatformMessages.message("pipeline.none", name, String.join(", ", deployments.keySet())));
        }
        return deployment;
    }

    private void forget(Deployment deployment) {
        Path folder = data.part("snapshots").resolve(deployment.name());
        try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw PlatformMessages.unwritable(folder, e);
        }
    }

    private void watch() {
        try {
            for (int round = 1; ; round++) {
                Thread.sleep(WATCH_MILLIS);
                freeBytes = data.freeBytes();
                if (isLogThere()) {
                    watchDeployments();
                }
                if (round % ROUNDS_A_MEASURE == 0) {
                    full().ifPresent(reason -> LOGGER.atError()
                            .addKeyValue("freeBytes", freeBytes)
                            .addKeyValue("reason", reason.in(Locale.ROOT))
                            .log("nothing is taken in"));
                }
            }
        } catch (InterruptedException e) {
            // Only close() interrupts.
        }
    }

    private synchronized void watchDeployments() throws InterruptedException {
        for (Deployment deployment : deployments.values()) {
            watch(deployment);
        }
    }

    /** Without it, whoever asks an engine waits for long. */
    private boolean isLogThere() {
        return log.get().problem() == null;
    }

    /** One that cannot be watched must not keep the others from being. */
    private void watch(Deployment deployment) throws InterruptedException {
        try {
            deployment.watch(parts.clock().instant());
        } catch (RuntimeException e) {
            LOGGER.atError()
                    .setCause(e)
                    .addKeyValue("pipeline", deployment.name())
                    .log("pipeline cannot be watched");
        }
    }

    private static RaudalException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RaudalException(ErrorCode.INTERNAL, PlatformMessages.message("interrupted"), e);
    }
}
