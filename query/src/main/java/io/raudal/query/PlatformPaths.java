package io.raudal.query;

import io.raudal.http.Languages;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** {@code /api/v1/status}, {@code rates}, {@code ledger}, {@code copy}, and the description of the interface. */
final class PlatformPaths {
    private final ControlPlane control;
    private final StatusBoard board;
    private final Work work;
    private final Asset description = description();

    PlatformPaths(ControlPlane control, StatusBoard board, Work work) {
        this.control = control;
        this.board = board;
        this.work = work;
    }

    void mount(Router router) {
        router.get("/api/v1/status").handler(Forms.JSON).handler(this::status);
        router.get("/api/v1/rates").handler(Forms.JSON).handler(this::rates);
        router.get("/api/v1/ledger").handler(Forms.JSON).handler(this::ledger);
        router.post("/api/v1/copy").handler(Forms.JSON).handler(this::copy);
        router.delete("/api/v1/copy").handler(this::removeCopy);
        router.get("/api/v1/openapi.yaml").handler(Forms.YAML).handler(this::describe);
    }

    private void describe(RoutingContext context) {
        new Parameters(context).check();
        description.send(context);
    }

    private void status(RoutingContext context) {
        new Parameters(context).check();
        Locale locale = Languages.of(context.request());
        work.answer(context, () -> board.status(locale).toBuffer(), body -> send(context, body));
    }

    private void rates(RoutingContext context) {
        new Parameters(context).check();
        work.answer(context, () -> board.rates().toBuffer(), body -> send(context, body));
    }

    private void ledger(RoutingContext context) {
        new Parameters(context).check();
        work.answer(
                context,
                () -> new JsonObject()
                        .put("streams", LedgerDocument.all(board.now()))
                        .toBuffer(),
                body -> send(context, body));
    }

    private void copy(RoutingContext context) {
        new Parameters(context).check();
        work.answer(context, () -> document(control.copy()).toBuffer(), body -> send(context, body));
    }

    private static JsonObject document(PlatformCopy copy) {
        JsonArray files = new JsonArray();
        copy.files()
                .forEach(file ->
                        files.add(new JsonObject().put("path", file.path()).put("bytes", file.bytes())));
        return new JsonObject()
                .put("folder", copy.folder().toString())
                .put("takenAt", copy.takenAt().toString())
                .put("files", files);
    }

    private void removeCopy(RoutingContext context) {
        new Parameters(context).check();
        work.answer(
                context,
                () -> {
                    control.removeCopy();
                    return true;
                },
                done -> context.response().setStatusCode(204).end());
    }

    static void send(RoutingContext context, Buffer json) {
        context.response().putHeader("Content-Type", "application/json").end(json);
    }

    private static Asset description() {
        try (InputStream in = PlatformPaths.class.getResourceAsStream("openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml");
            }
            return Asset.of("openapi.yaml", in.readAllBytes(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
