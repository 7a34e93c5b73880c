package io.raudal.query;

import io.raudal.http.Languages;
import io.raudal.http.Offer;
import io.raudal.http.ProblemDocuments;
import io.raudal.http.RequestProblems;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code /api/v1/pipelines}, and {@code /api/v1/validate}. */
final class PipelinePaths {
    private static final Pattern DASHBOARD = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final ControlPlane control;
    private final Directory directory;
    private final PipelineFiles files;
    private final Work work;
    private final Bodies bodies;

    PipelinePaths(ControlPlane control, Directory directory, PipelineFiles files, Work work, Bodies bodies) {
        this.control = control;
        this.directory = directory;
        this.files = files;
        this.work = work;
        this.bodies = bodies;
    }

    void mount(Router router) {
        String one = "/api/v1/pipelines/:pipeline";
        router.get("/api/v1/pipelines").handler(Forms.JSON).handler(this::list);
        router.get(one).handler(Forms.FILE).handler(this::get);
        router.put(one).handler(Forms.JSON).handler(this::put);
        router.delete(one).handler(this::delete);
        router.post(one + "/pause").handler(context -> change(context, () -> control.pause(name(context))));
        router.post(one + "/resume").handler(context -> change(context, () -> control.resume(name(context))));
        router.post(one + "/rewind").handler(this::rewind);
        router.put(one + "/dashboards/:dashboard").handler(this::saveDashboard);
        router.post("/api/v1/validate").handler(Forms.JSON).handler(this::validate);
    }

    private static String name(RoutingContext context) {
        return context.pathParam("pipeline");
    }

    private void list(RoutingContext context) {
        new Parameters(context).check();
        Locale locale = Languages.of(context.request());
        work.answer(
                context,
                () -> {
                    JsonArray pipelines = new JsonArray();
                    control.pipelines().forEach(pipeline -> pipelines.add(document(pipeline, false, locale)));
                    return new JsonObject().put("pipelines", pipelines).toBuffer();
                },
                body -> PlatformPaths.send(context, body));
    }

    private JsonObject document(RunningPipeline pipeline, boolean withFile, Locale locale) {
        return PipelineDocument.of(pipeline, files.dashboards(pipeline), withFile, locale);
    }

    private void get(RoutingContext context) {
        new Parameters(context).check();
        Locale locale = Languages.of(context.request());
        boolean isYaml = Offer.type(context).equals(Forms.YAML_TYPE);
        work.answer(
                context,
                () -> {
                    RunningPipeline pipeline = directory.pipeline(name(context));
                    Buffer body = isYaml
                            ? Buffer.buffer(pipeline.text())
                            : document(pipeline, true, locale).toBuffer();
                    return Map.entry(pipeline.version(), body);
                },
                answer -> context.response()
                        .putHeader("ETag", '"' + answer.getKey() + '"')
                        .putHeader("Content-Type", Offer.type(context))
                        .end(answer.getValue()));
    }

    private void put(RoutingContext context) {
        Parameters parameters = new Parameters(context);
        boolean dryRun = parameters.truth("dryRun");
        parameters.check();
        Locale locale = Languages.of(context.request());
        Precondition precondition = Precondition.of(context.request());
        bodies.text(context.request(), Bodies.YAML)
                .onFailure(context::fail)
                .onSuccess(text -> work.answer(
                        context,
                        () -> PipelineDocument.applied(
                                        control.apply(name(context), text, dryRun, precondition), dryRun, locale)
                                .toBuffer(),
                        body -> PlatformPaths.send(context, body)));
    }

    private void delete(RoutingContext context) {
        Parameters parameters = new Parameters(context);
        boolean withData = parameters.truth("data");
        parameters.check();
        Precondition precondition = Precondition.of(context.request());
        done(context, () -> control.delete(name(context), withData, precondition));
    }

    private void rewind(RoutingContext context) {
        new Parameters(context).check();
        RequestProblems problems = new RequestProblems();
        bodies.text(context.request(), Bodies.JSON)
                .onFailure(context::fail)
                .onSuccess(text -> done(context, () -> {
                    Members members = new Members(Members.object(text), "", problems);
                    members.required("to");
                    Optional<Instant> to = members.time("to");
                    members.end();
                    problems.check();
                    control.rewind(name(context), to.orElseThrow());
                }));
    }

    private void saveDashboard(RoutingContext context) {
        new Parameters(context).check();
        String dashboard = context.pathParam("dashboard");
        if (!DASHBOARD.matcher(dashboard).matches()) {
            throw new RaudalException(ErrorCode.USAGE, QueryMessages.message("dashboard.name", dashboard));
        }
        bodies.text(context.request(), Bodies.JSON)
                .onFailure(context::fail)
                .onSuccess(text -> done(context, () -> {
                    RunningPipeline pipeline = directory.pipeline(name(context));
                    Map<String, Object> content = Members.object(text).getMap();
                    String changed = files.withDashboard(pipeline, dashboard, content);
                    control.apply(
                            pipeline.name(), changed, false, new Precondition.Version(Set.of(pipeline.version())));
                }));
    }

    private void validate(RoutingContext context) {
        new Parameters(context).check();
        Locale locale = Languages.of(context.request());
        bodies.text(context.request(), Bodies.YAML)
                .onFailure(context::fail)
                .onSuccess(text -> work.answer(
                        context,
                        () -> new JsonObject()
                                .put("problems", ProblemDocuments.of(files.problems(text), locale))
                                .toBuffer(),
                        body -> PlatformPaths.send(context, body)));
    }

    /** For changes without parameters, and whose body does not matter. */
    private void change(RoutingContext context, Runnable change) {
        new Parameters(context).check();
        done(context, change);
    }

    private void done(RoutingContext context, Runnable change) {
        work.answer(
                context,
                () -> {
                    change.run();
                    return true;
                },
                done -> context.response().setStatusCode(204).end());
    }
}
