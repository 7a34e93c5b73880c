package io.raudal.query;

import io.raudal.engine.changes.Changes;
import io.raudal.engine.log.Log;
import io.raudal.engine.query.SqlQueries;
import io.raudal.engine.store.Store;
import io.raudal.http.BodyHeaders;
import io.raudal.http.HttpService;
import io.raudal.query.push.LiveHub;
import io.raudal.query.stream.StreamPages;
import io.raudal.query.view.ViewTable;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.Router;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything under {@code /api/v1} as {@code openapi.yaml} describes it, and the pages. Reads what the engine writes, asks the control
 * plane to change things, and keeps nothing that is not found there: several may run side by side.
 */
public final class QueryService implements HttpService {
    private static final Logger LOGGER = LoggerFactory.getLogger(QueryService.class);
    private static final String PAGES = "/io/raudal/query/web";
    private static final int CONTROL_THREADS = 4;
    private static final int CONTROL_AT_ONCE = 200;
    private static final long LOOK_MILLIS = 1_000;
    private static final int LOOKS_A_TIDYING = 5;

    private final ControlPlane control;
    private final Store store;
    private final Changes changes;
    private final Log log;
    private final SqlQueries queries;
    private final Map<String, String> environment;
    private final QueryOptions options;
    private final StatusBoard board;
    private final AtomicBoolean isLooking = new AtomicBoolean();
    private int looks;

    private @Nullable WorkerExecutor readers;
    private @Nullable WorkerExecutor controllers;
    private volatile @Nullable LiveHub hub;
    private Runnable stopLooking = () -> {};

    /** @param environment that pipeline files refer to, to validate them */
    public QueryService(
            ControlPlane control,
            Store store,
            Changes changes,
            Log log,
            SqlQueries queries,
            Map<String, String> environment,
            QueryOptions options) {
        this.control = control;
        this.store = store;
        this.changes = changes;
        this.log = log;
        this.queries = queries;
        this.environment = Map.copyOf(environment);
        this.options = options;
        board = new StatusBoard(control);
    }

    @Override
    public void mount(Vertx vertx, Router router) {
        WorkerExecutor reading = executor(vertx, "raudal-query", options.threads());
        WorkerExecutor controlling = executor(vertx, "raudal-control", CONTROL_THREADS);
        LiveHub live = new LiveHub(vertx, controlling, changes, log, options.push());
        readers = reading;
        controllers = controlling;
        hub = live;
        Work queried = new Work(reading, options.maxAtOnce());
        // Slow queries are not to keep anyone from pausing a pipeline, or from following it.
        Work controlled = new Work(controlling, CONTROL_AT_ONCE);
        // All clients come back at once when the platform does; how many there may be is the hub's to say.
        Work followed = new Work(controlling, options.push().maxClients() + CONTROL_AT_ONCE);
        Bodies bodies = new Bodies(vertx, options.maxBodyBytes(), options.patience());
        Directory directory = new Directory(control);
        ViewTable table = new ViewTable(store, changes, options.maxScannedRows(), options.patience());
        StreamPages streams = new StreamPages(log, options.patience());

        router.route("/api/*").handler(context -> {
            context.response().putHeader("Cache-Control", "no-store").putHeader("X-Content-Type-Options", "nosniff");
            BodyHeaders.requireUnpacked(context.request());
            BodyHeaders.requireUtf8(context.request());
            context.next();
        });
        new PlatformPaths(control, board, controlled).mount(router);
        new LivePaths(directory, live, followed).mount(router);
        new ViewPaths(directory, table, queried, options.maxAnswerBytes()).mount(router);
        new StreamPaths(control, directory, streams, queried, bodies).mount(router);
        new PipelinePaths(control, directory, new PipelineFiles(environment), controlled, bodies).mount(router);
        new SqlPaths(queries, queried, bodies, options.maxAnswerBytes()).mount(router);
        new Pages(PAGES).mount(router);

        long timer = vertx.setPeriodic(LOOK_MILLIS, tick -> {
            if (isLooking.compareAndSet(false, true)) {
                controlling
                        .executeBlocking(
                                () -> {
                                    look(live, directory);
                                    return true;
                                },
                                false)
                        .onComplete(done -> isLooking.set(false));
            }
        });
        stopLooking = () -> vertx.cancelTimer(timer);
    }

    /** How many connections follow something live. */
    public int liveClients() {
        LiveHub live = hub;
        return live == null ? 0 : live.clients();
    }

    @Override
    public void close() {
        stopLooking.run();
        LiveHub live = hub;
        if (live != null) {
            live.close();
        }
        if (readers != null) {
            readers.close();
        }
        if (controllers != null) {
            controllers.close();
        }
    }

    private void look(LiveHub live, Directory directory) {
        try {
            board.look();
            Map<Locale, byte[]> texts = new HashMap<>();
            for (Locale locale : live.statusReaders()) {
                texts.put(locale, board.status(locale).toBuffer().getBytes());
            }
            live.status(texts);
            if (looks++ % LOOKS_A_TIDYING == 0) {
                live.tidy(directory::view);
            }
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).log("the status could not be looked at");
        }
    }

    private static WorkerExecutor executor(Vertx vertx, String name, int threads) {
        return vertx.createSharedWorkerExecutor(name, threads, 10, TimeUnit.MINUTES);
    }
}
