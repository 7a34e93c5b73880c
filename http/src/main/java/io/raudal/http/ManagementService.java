package io.raudal.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.raudal.model.Message;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What those who run Raudal ask for: {@code /livez} (the process answers), {@code /readyz} (everything that it needs is there; 503 with
 * what is missing), {@code /metrics} in the text format of Prometheus.
 */
public final class ManagementService implements HttpService {
    private final PrometheusMeterRegistry metrics;
    private final Supplier<List<Message>> missing;

    /** @param missing what is not ready, empty if all is; must not block */
    public ManagementService(PrometheusMeterRegistry metrics, Supplier<List<Message>> missing) {
        this.metrics = metrics;
        this.missing = missing;
    }

    @Override
    public void mount(Vertx vertx, Router router) {
        router.get("/livez").handler(context -> context.json(new JsonObject().put("live", true)));
        router.get("/readyz").handler(this::ready);
        router.get("/metrics").blockingHandler(this::scrape, false);
    }

    private void ready(RoutingContext context) {
        List<Message> lacks = missing.get();
        Locale locale = Languages.of(context.request());
        JsonArray texts = new JsonArray();
        lacks.forEach(message -> texts.add(message.in(locale)));
        context.response().setStatusCode(lacks.isEmpty() ? 200 : 503);
        context.json(new JsonObject().put("ready", lacks.isEmpty()).put("missing", texts));
    }

    private void scrape(RoutingContext context) {
        context.response()
                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .end(metrics.scrape());
    }

    @Override
    public void close() {}
}
