package io.raudal.query;

import io.raudal.http.Languages;
import io.raudal.http.Offer;
import io.raudal.query.push.LiveHub;
import io.raudal.query.push.LiveRequest;
import io.raudal.query.view.RowFilter;
import io.raudal.query.view.ViewShape;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** {@code /api/v1/live}, and the one of a single view. */
final class LivePaths {
    private static final int MAX_SUBJECTS = 100;

    private final Directory directory;
    private final LiveHub hub;
    private final Work work;

    LivePaths(Directory directory, LiveHub hub, Work work) {
        this.directory = directory;
        this.hub = hub;
        this.work = work;
    }

    void mount(Router router) {
        router.get("/api/v1/live").handler(Forms.EVENTS).handler(this::all);
        router.get("/api/v1/views/:pipeline/:view/live").handler(Forms.EVENTS).handler(this::one);
    }

    private void all(RoutingContext context) {
        Parameters parameters = new Parameters(context);
        List<String> views = List.copyOf(new LinkedHashSet<>(parameters.all("view")));
        List<String> streams = List.copyOf(new LinkedHashSet<>(parameters.all("stream")));
        boolean status = parameters.truth("status");
        views.stream()
                .filter(name -> !isWhole(name))
                .forEach(name -> parameters.problems().add("view", QueryMessages.message("live.name", "view", name)));
        streams.stream()
                .filter(name -> !isWhole(name))
                .forEach(name ->
                        parameters.problems().add("stream", QueryMessages.message("live.name", "stream", name)));
        if (views.isEmpty() && streams.isEmpty() && !status) {
            parameters.problems().add("", QueryMessages.message("live.nothing"));
        }
        if (views.size() + streams.size() > MAX_SUBJECTS) {
            parameters.problems().add("", QueryMessages.message("live.many", Integer.toString(MAX_SUBJECTS)));
        }
        parameters.check();
        Locale locale = Languages.of(context.request());
        Map<String, Long> cursors = cursors(context);
        follow(context, () -> {
            List<ViewShape> shapes = views.stream().map(this::view).toList();
            List<String> topics = streams.stream().map(this::stream).toList();
            return new LiveRequest(shapes, RowFilter.ALL, topics, status, locale, cursors);
        });
    }

    private void one(RoutingContext context) {
        Parameters parameters = new Parameters(context);
        Map<String, List<String>> columns = parameters.rest();
        Locale locale = Languages.of(context.request());
        Map<String, Long> cursors = cursors(context);
        follow(context, () -> {
            ViewShape shape = directory.view(context.pathParam("pipeline"), context.pathParam("view"));
            RowFilter filter = RowFilter.parse(shape, columns, parameters.names(), parameters.problems());
            parameters.check();
            return new LiveRequest(List.of(shape), filter, List.of(), false, locale, cursors);
        });
    }

    /** What was joined is left again by the hub, also if the client has gone meanwhile. */
    private void follow(RoutingContext context, Supplier<LiveRequest> request) {
        if (context.request().method().equals(HttpMethod.HEAD)) {
            work.answer(
                    context,
                    request::get,
                    sound -> context.response()
                            .putHeader("Content-Type", Offer.type(context))
                            .end());
            return;
        }
        work.run(() -> hub.prepare(request.get()))
                .onSuccess(prepared -> hub.attach(context.request(), prepared))
                .onFailure(context::fail);
    }

    private ViewShape view(String name) {
        int point = name.indexOf('.');
        return directory.view(name.substring(0, point), name.substring(point + 1));
    }

    private String stream(String name) {
        int point = name.indexOf('.');
        return directory.stream(name.substring(0, point), name.substring(point + 1));
    }

    private static boolean isWhole(String name) {
        int point = name.indexOf('.');
        return point > 0 && point < name.length() - 1;
    }

    private static Map<String, Long> cursors(RoutingContext context) {
        String id = context.request().getHeader("Last-Event-ID");
        return id == null ? Map.of() : LiveRequest.cursors(id);
    }
}
