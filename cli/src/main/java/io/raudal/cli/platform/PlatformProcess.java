package io.raudal.cli.platform;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.raudal.cli.metrics.MeasuredQueries;
import io.raudal.cli.metrics.PlatformMetrics;
import io.raudal.duckdb.DuckDbStore;
import io.raudal.duckdb.ExploratorySql;
import io.raudal.duckdb.QueryLimits;
import io.raudal.duckdb.StoreOptions;
import io.raudal.engine.changes.MemoryChanges;
import io.raudal.engine.intake.Intakes;
import io.raudal.engine.live.EngineOptions;
import io.raudal.engine.log.Log;
import io.raudal.engine.query.SqlQueries;
import io.raudal.http.HttpOptions;
import io.raudal.http.HttpPort;
import io.raudal.http.HttpService;
import io.raudal.http.ManagementService;
import io.raudal.ingest.IngestOptions;
import io.raudal.ingest.IngestService;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import io.raudal.query.PlatformStatus.Component;
import io.raudal.query.QueryOptions;
import io.raudal.query.QueryService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that {@code raudal up} runs, wired by hand: log, store, platform, ports. What was opened is closed
 * in the other order, also when something in the middle cannot be opened.
 */
final class PlatformProcess implements AutoCloseable {
    private static final int KEPT_CHANGES = 10_000;
    /** So often sizes are measured. */
    private static final Duration MEASURING = Duration.ofSeconds(10);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final StartReport report;
    private final EventLog eventLog;
    private final EmbeddedPlatform platform;
    private final HttpPort managementPort;
    private final DataDirectory data;
    private final UpOptions options;
    private final MeterRegistry metrics;
    private final List<HttpService> services;
    private final Map<String, RaudalException> unrecovered;

    private volatile @Nullable HttpPort port;

    private PlatformProcess(
            DataDirectory data, UpOptions options, LiveSources sources, String version, StartReport report) {
        this.data = data;
        this.options = options;
        this.report = report;
        try {
            InstantSource clock = InstantSource.system();
            eventLog = opened(report.step("start.log", () -> EventLog.open(options, data)));
            Log log = eventLog.log();
            IntakeGate gate = new IntakeGate();
            DuckDbStore store =
                    opened(report.step("start.store", () -> new DuckDbStore(data.part("store"), StoreOptions.usual())));
            ComponentSizes sizes = opened(new ComponentSizes(eventLog::bytes, store::bytes, MEASURING));
            Intakes intakes = new Intakes();
            MemoryChanges changes = new MemoryChanges(KEPT_CHANGES, clock);
            PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            metrics = prometheus;
            open.push(prometheus::close);
            bindMachine();
            PlatformParts parts = new PlatformParts(
                    gate.held(log),
                    store,
                    changes,
                    intakes,
                    gate.held(sources),
                    clock,
                    EngineOptions.usual(),
                    options.environment(),
                    options.retentionBytes(),
                    options.floorBytes());
            platform = opened(new EmbeddedPlatform(
                    parts,
                    data,
                    new RunningCopy(data, store::copy, gate, clock),
                    version,
                    () -> eventLog.component(sizes.logBytes()),
                    () -> new Component("duckdb", sizes.storeBytes(), null, null)));
            unrecovered = report.step("start.pipelines", platform::recover);
            SqlQueries queries = opened(new MeasuredQueries(
                    new ExploratorySql(
                            store, changes, new RecentStreams(log, intakes), platform::storedName, QueryLimits.usual()),
                    metrics));
            QueryService query = new QueryService(
                    platform,
                    new ServedStore(store, platform::storedName),
                    new ServedChanges(changes, platform::storedName),
                    log,
                    queries,
                    options.environment(),
                    QueryOptions.usual());
            prometheus.getPrometheusRegistry().register(new PlatformMetrics(platform::status, query::liveClients));
            services = List.of(new IngestService(intakes, platform::full, IngestOptions.usual()), query);
            managementPort = opened(HttpPort.open(
                    HttpOptions.loopback("--management-port", options.managementPort()),
                    List.of(new ManagementService(prometheus, this::missing))));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts everything but the port for people and programs, so that pipelines can be applied before anybody asks for them.
     *
     * @throws RaudalException if something cannot be opened; nothing is left open then
     */
    static PlatformProcess start(
            DataDirectory data, UpOptions options, LiveSources sources, String version, StartReport report) {
        return new PlatformProcess(data, options, sources, version, report);
    }

    /**
     * Opens the port for people and programs, once.
     *
     * @throws RaudalException PORT_TAKEN if another process has it
     */
    void listen() {
        HttpPort listening = opened(HttpPort.open(HttpOptions.loopback("--port", options.port()), services, metrics));
        data.announce("http://localhost:" + listening.number());
        port = listening;
    }

    private List<Message> missing() {
        return port == null ? List.of(PlatformMessages.message("start.missing")) : eventLog.problems();
    }

    EmbeddedPlatform platform() {
        return platform;
    }

    int port() {
        return Objects.requireNonNull(port).number();
    }

    int managementPort() {
        return managementPort.number();
    }

    /** Where people find the streams with Kafka clients. */
    String kafka() {
        return eventLog.address();
    }

    /** CompiledPipeline that were there before and cannot run as their files are. */
    Map<String, RaudalException> unrecovered() {
        return unrecovered;
    }

    /** Stops taking events, lets engines make their last checkpoint, and closes all. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                report.failure(e);
            }
        }
    }

    /** Memory, garbage collection, threads and processor, as everybody calls them. */
    private void bindMachine() {
        new JvmMemoryMetrics().bindTo(metrics);
        opened(new JvmGcMetrics()).bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        new UptimeMetrics().bindTo(metrics);
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }
}
