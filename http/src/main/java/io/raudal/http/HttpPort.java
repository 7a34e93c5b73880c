package io.raudal.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.PortOwner;
import io.raudal.model.RaudalException;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port on which services answer. Requests whose Host or Origin is foreign are refused before any service sees them, so that no page
 * that a user visits can drive their Raudal; errors are problem documents.
 */
public final class HttpPort implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_HEADER_BYTES = 16_384;
    private static final int MAX_LINE_BYTES = 16_384;
    private static final int WORKERS = 8;

    private final Vertx vertx;
    private final List<HttpService> services;
    private final List<HttpServer> servers;

    private HttpPort(Vertx vertx, List<HttpService> services, List<HttpServer> servers) {
        this.vertx = vertx;
        this.services = services;
        this.servers = servers;
    }

    /** Opens a port whose requests nobody counts; else as {@link #open(HttpOptions, List, MeterRegistry)}. */
    public static HttpPort open(HttpOptions options, List<HttpService> services) {
        return open(options, services, new CompositeMeterRegistry());
    }

    /**
     * Opens a port.
     *
     * @param metrics where its requests are counted
     * @throws RaudalException PORT_TAKEN with its owner, if the machine tells; EXTERNAL if the address is not this machine's
     */
    public static HttpPort open(HttpOptions options, List<HttpService> services, MeterRegistry metrics) {
        int loops = Math.min(4, Runtime.getRuntime().availableProcessors());
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(loops)
                .setWorkerPoolSize(WORKERS)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        List<HttpServer> servers = new CopyOnWriteArrayList<>();
        try {
            Router router = Router.router(vertx);
            HeadPatience patience = new HeadPatience(vertx, options.idle());
            router.route().handler(patience);
            RequestMeters meters = new RequestMeters(metrics);
            router.route().handler(meters);
            router.route().handler(new AddressCheck());
            router.route().handler(new VisitorCheck(options.hosts()));
            router.route().failureHandler(ProblemWriter::answer);
            services.forEach(service -> service.mount(vertx, router));
            MountedPaths paths = MountedPaths.of(router);
            ProblemWriter.answerOthers(router, paths);
            meters.learn(paths);
            AtomicInteger connections = new AtomicInteger();
            // Each of them takes the connections of an event loop of its own.
            vertx.deployVerticle(
                            () -> new Listener(options, router, patience, connections, servers),
                            new DeploymentOptions().setInstances(loops))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            vertx.close();
            throw refused(options, e);
        } catch (RuntimeException e) {
            vertx.close();
            throw e;
        }
        return new HttpPort(vertx, List.copyOf(services), servers);
    }

    /** The port's number. */
    public int number() {
        return servers.get(0).actualPort();
    }

    /** Takes no new requests, lets services end what they answer, then closes. */
    @Override
    public void close() {
        List<CompletableFuture<?>> closing = new ArrayList<>();
        services.forEach(HttpService::close);
        servers.forEach(server -> closing.add(
                server.shutdown(2, TimeUnit.SECONDS).toCompletionStage().toCompletableFuture()));
        closing.forEach(HttpPort::await);
        await(vertx.close().toCompletionStage().toCompletableFuture());
    }

    private static void await(CompletableFuture<?> future) {
        try {
            future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            // What does not close in time is closed with the process.
        }
    }

    /** One server on one event loop. */
    private static final class Listener extends VerticleBase {
        private final HttpOptions options;
        private final Router router;
        private final HeadPatience patience;
        private final AtomicInteger connections;
        private final List<HttpServer> servers;

        Listener(
                HttpOptions options,
                Router router,
                HeadPatience patience,
                AtomicInteger connections,
                List<HttpServer> servers) {
            this.options = options;
            this.router = router;
            this.patience = patience;
            this.connections = connections;
            this.servers = servers;
        }

        @Override
        public Future<?> start() {
            HttpServer server = vertx.createHttpServer(serverOptions(options))
                    .connectionHandler(connection -> {
                        if (connections.incrementAndGet() > options.maxConnections()) {
                            connection.close();
                        }
                        patience.await(connection);
                        connection.closeHandler(closed -> {
                            connections.decrementAndGet();
                            patience.forget(connection);
                        });
                    })
                    .requestHandler(router);
            // Below 0 is any port that is free, the same one for all.
            int port = options.port() == 0 ? -1 : options.port();
            return server.listen(port, options.address()).onSuccess(servers::add);
        }
    }

    private static HttpServerOptions serverOptions(HttpOptions options) {
        return new HttpServerOptions()
                .setIdleTimeout((int) options.idle().toSeconds())
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxFormFields(0)
                .setHttp2ClearTextEnabled(false)
                .setTcpNoDelay(true)
                .setCompressionSupported(true)
                .setHandle100ContinueAutomatically(true);
    }

    private static RaudalException refused(HttpOptions options, CompletionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String port = Integer.toString(options.port());
        if (cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use")) {
            return new RaudalException(
                    ErrorCode.PORT_TAKEN,
                    message(
                            "port.taken",
                            options.name(),
                            port,
                            PortOwner.of(options.port()).orElse("?")),
                    cause);
        }
        return new RaudalException(
                ErrorCode.UNREACHABLE,
                message("port.refused", options.name(), options.address(), port, String.valueOf(cause.getMessage())),
                cause);
    }

    static Message message(String key, String... arguments) {
        return new Message("io.raudal.http.messages", key, List.of(arguments));
    }
}
