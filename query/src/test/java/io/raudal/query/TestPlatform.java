package io.raudal.query;

import io.raudal.engine.changes.MemoryChanges;
import io.raudal.engine.intake.SourceStatus;
import io.raudal.engine.live.AsideRecord;
import io.raudal.engine.live.CountedRows;
import io.raudal.engine.live.EmbeddedEngine;
import io.raudal.engine.live.EngineOptions;
import io.raudal.engine.live.EngineStatus;
import io.raudal.engine.live.MemorySnapshots;
import io.raudal.engine.live.SnapshotStore;
import io.raudal.engine.log.Log;
import io.raudal.engine.log.LogReader;
import io.raudal.engine.log.LogRecords;
import io.raudal.engine.log.MemoryLog;
import io.raudal.engine.log.Slices;
import io.raudal.engine.store.MemoryStore;
import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.Problem;
import io.raudal.model.RaudalException;
import io.raudal.model.file.PipelineDraft;
import io.raudal.model.file.PipelineReader;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import io.raudal.sql.Compilation;
import io.raudal.sql.SqlCompiler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A control plane that runs its pipelines in memory. */
final class TestPlatform implements ControlPlane, AutoCloseable {
    private static final long RETENTION_BYTES = 1L << 30;

    final InstantSource clock = InstantSource.system();
    final Log log = new MemoryLog(clock);
    final MemoryStore store = new MemoryStore(1 << 22);
    final MemoryChanges changes = new MemoryChanges(1 << 16, clock);
    /** By pipeline and stream, what is said of sources. */
    final Map<String, List<SourceStatus>> sources = new LinkedHashMap<>();

    final List<Instant> rewinds = new ArrayList<>();
    final List<Replay> replays = new ArrayList<>();
    private final Set<String> replayed = new HashSet<>();

    boolean hasCopy;

    private final Instant startedAt = clock.instant();
    private final Map<String, Deployment> deployments = new TreeMap<>();

    private static final class Deployment {
        final String text;
        final PipelinePlan plan;
        final SnapshotStore snapshots;
        RunningPipeline.State state = RunningPipeline.State.RUNNING;
        EmbeddedEngine engine;
        RaudalException failure;
        Optional<EngineStatus> last = Optional.empty();

        Deployment(String text, PipelinePlan plan, SnapshotStore snapshots) {
            this.snapshots = snapshots;
            this.text = text;
            this.plan = plan;
        }
    }

    static Message say(String text) {
        return new Message("io.raudal.query.said", "said", List.of(text));
    }

    /** Appends events to a partition. */
    void append(String topic, int partition, String... events) {
        log.append(topic, partition, Slices.of(events)).toCompletableFuture().join();
    }

    synchronized void fail(String name, RaudalException failure) {
        Deployment deployment = find(name);
        deployment.last = Optional.of(deployment.engine.status());
        deployment.engine.halt();
        deployment.engine = null;
        deployment.failure = failure;
        deployment.state = RunningPipeline.State.FAILED;
    }

    synchronized void checkpoint(String name) {
        find(name).engine.checkpoint();
    }

    @Override
    public synchronized List<RunningPipeline> pipelines() {
        return deployments.entrySet().stream()
                .map(entry -> running(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public synchronized Optional<RunningPipeline> pipeline(String name) {
        return Optional.ofNullable(deployments.get(name)).map(deployment -> running(name, deployment));
    }

    private static RunningPipeline running(String name, Deployment deployment) {
        return new RunningPipeline(
                name,
                deployment.state,
                deployment.text,
                Integer.toHexString(deployment.text.hashCode()),
                null,
                deployment.plan,
                deployment.failure);
    }

    @Override
    public synchronized AppliedChange apply(String name, String text, boolean dryRun, Precondition precondition) {
        Deployment before = deployments.get(name);
        require(name, precondition);
        Path file = Path.of(name + ".yaml");
        PipelineDraft draft = new PipelineReader(Map.of()).draft(file, text);
        Compilation compilation = SqlCompiler.compile(draft.sound());
        List<Problem> problems = new ArrayList<>(draft.problems());
        problems.addAll(compilation.problems());
        PipelinePlan plan = compilation.plan();
        if (plan == null || problems.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR)) {
            throw new RaudalException(file, problems);
        }
        if (!plan.pipeline().equals(name)) {
            throw new RaudalException(ErrorCode.CONFLICT, say(plan.pipeline() + " is not " + name));
        }
        if (!dryRun) {
            if (before != null && before.engine != null) {
                before.engine.close();
            }
            Deployment deployment =
                    new Deployment(text, plan, before == null ? new MemorySnapshots() : before.snapshots);
            start(deployment);
            deployments.put(name, deployment);
        }
        AppliedChange.Action action = before == null ? AppliedChange.Action.CREATE : AppliedChange.Action.KEEP;
        List<AppliedChange.Part> parts = new ArrayList<>();
        parts.add(new AppliedChange.Part(name, AppliedChange.Kind.PIPELINE, action, null));
        for (ViewPlan view : plan.views()) {
            parts.add(new AppliedChange.Part(
                    view.name(), AppliedChange.Kind.VIEW, AppliedChange.Action.REBUILD, say("rebuilt")));
        }
        return new AppliedChange(name, parts, problems);
    }

    private void require(String name, Precondition precondition) {
        Optional<String> version = Optional.ofNullable(deployments.get(name))
                .map(deployment -> Integer.toHexString(deployment.text.hashCode()));
        if (!precondition.holds(version)) {
            throw new RaudalException(ErrorCode.OUTDATED, say(name + " is another"));
        }
    }

    private void start(Deployment deployment) {
        EmbeddedEngine engine = new EmbeddedEngine(
                deployment.plan,
                table -> {
                    throw new IllegalArgumentException(table);
                },
                log,
                store,
                changes,
                deployment.snapshots,
                clock,
                clock,
                new EngineOptions(1, Duration.ofMillis(50), Duration.ofSeconds(1), 100_000),
                RETENTION_BYTES,
                new CountedRows());
        try {
            engine.start();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        deployment.engine = engine;
    }

    @Override
    public synchronized void delete(String name, boolean withData, Precondition precondition) {
        require(name, precondition);
        Deployment deployment = find(name);
        if (deployment.engine != null) {
            deployment.engine.close();
        }
        deployments.remove(name);
    }

    @Override
    public synchronized void pause(String name) {
        Deployment deployment = find(name);
        if (deployment.engine != null) {
            deployment.last = Optional.of(deployment.engine.status());
            deployment.engine.close();
            deployment.engine = null;
        }
        deployment.state = RunningPipeline.State.PAUSED;
    }

    @Override
    public synchronized void resume(String name) {
        Deployment deployment = find(name);
        if (deployment.engine == null) {
            start(deployment);
        }
        deployment.state = RunningPipeline.State.RUNNING;
    }

    @Override
    public synchronized PlatformCopy copy() {
        hasCopy = true;
        return new PlatformCopy(
                Path.of("/copy"), clock.instant(), List.of(new PlatformCopy.File("pipelines/plant.yaml", 42)));
    }

    @Override
    public synchronized void removeCopy() {
        hasCopy = false;
    }

    @Override
    public synchronized void rewind(String name, Instant to) {
        find(name);
        rewinds.add(to);
    }

    /** Dead events are appended again, mended or not; late ones are refused. */
    @Override
    public synchronized Replay.Outcome replay(Replay replay) {
        replays.add(replay);
        List<Replay.Refused> refused = new ArrayList<>();
        int taken = 0;
        String topic = replay.pipeline() + "." + replay.stream();
        for (Replay.Item item : replay.events()) {
            String[] id = item.id().split("-", 2);
            int partition = Integer.parseInt(id[0]);
            long offset = Long.parseLong(id[1]);
            if (replay.late() || offset >= log.range(topic + ".dead", partition).end()) {
                refused.add(new Replay.Refused(item.id(), say("no such event")));
                continue;
            }
            taken++;
            if (!replay.dryRun()) {
                replayed.add(topic + " " + item.id());
                append(topic, partition, item.text() != null ? item.text() : dead(topic, partition, offset));
            }
        }
        return new Replay.Outcome(taken, refused, taken);
    }

    @Override
    public synchronized Set<String> replayed(String pipeline, String stream, boolean late, Set<String> ids) {
        return ids.stream()
                .filter(id -> replayed.contains(pipeline + "." + stream + " " + id))
                .collect(Collectors.toSet());
    }

    private String dead(String topic, int partition, long offset) {
        try (LogReader reader = log.reader(topic + ".dead", Map.of(partition, offset))) {
            LogRecords.Events events = (LogRecords.Events) reader.poll(Duration.ofSeconds(5));
            return new String(
                    AsideRecord.read(events.slices().copy(0)).orElseThrow().raw(), StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized PlatformStatus status() {
        List<PlatformStatus.PipelineStatus> statuses = new ArrayList<>();
        deployments.forEach((name, deployment) -> {
            if (deployment.engine != null) {
                deployment.last = Optional.of(deployment.engine.status());
            }
            Map<String, Integer> open = new LinkedHashMap<>();
            deployment.plan.views().forEach(view -> open.put(view.name(), changes.openRows(name + "." + view.name())));
            Map<String, List<SourceStatus>> bySource = new LinkedHashMap<>();
            deployment
                    .plan
                    .streams()
                    .forEach(stream ->
                            bySource.put(stream.name(), sources.getOrDefault(name + "." + stream.name(), List.of())));
            statuses.add(new PlatformStatus.PipelineStatus(
                    name, deployment.state, deployment.failure, null, deployment.last, bySource, open));
        });
        return new PlatformStatus(
                clock.instant(),
                startedAt,
                "test",
                new PlatformStatus.Component("memory", -1, null, null),
                new PlatformStatus.Component("memory", 17, "localhost:1", say("not ready")),
                new PlatformStatus.Disk(2, 1),
                statuses);
    }

    @Override
    public synchronized void close() {
        deployments.values().forEach(deployment -> {
            if (deployment.engine != null) {
                deployment.engine.halt();
            }
        });
        log.close();
    }

    private Deployment find(String name) {
        Deployment deployment = deployments.get(name);
        if (deployment == null) {
            throw new RaudalException(ErrorCode.NOT_FOUND, say("no " + name));
        }
        return deployment;
    }
}
