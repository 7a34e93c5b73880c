package io.raudal.query;

import io.raudal.http.ProblemDocuments;
import io.raudal.model.Column;
import io.raudal.model.Dashboard;
import io.raudal.model.Format;
import io.raudal.model.Stream;
import io.raudal.model.file.DashboardDocument;
import io.raudal.plan.Field;
import io.raudal.plan.RowOperator;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.Window;
import io.raudal.plan.explain.Explanation;
import io.raudal.query.view.ViewShape;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Pipelines and what changes them, as the interface describes them ({@code Pipeline}, {@code Applied}). */
final class PipelineDocument {
    private PipelineDocument() {}

    /**
     * A pipeline with its views' plans in words.
     *
     * @param withFile whether the text of the file is wanted
     */
    static JsonObject of(RunningPipeline pipeline, List<Dashboard> dashboards, boolean withFile, Locale locale) {
        JsonObject document =
                new JsonObject().put("name", pipeline.name()).put("state", StatusDocument.word(pipeline.state()));
        if (withFile) {
            document.put("file", pipeline.text());
        }
        if (pipeline.path() != null) {
            document.put("path", pipeline.path().toString());
        }
        JsonArray streams = new JsonArray();
        pipeline.plan().streams().forEach(stream -> streams.add(stream(stream)));
        JsonArray views = new JsonArray();
        Explanation explanation = Explanation.of(pipeline.plan());
        pipeline.plan()
                .views()
                .forEach(view -> views.add(view(pipeline.name(), view)
                        .put("plan", new JsonArray(explanation.lines(view.name(), locale)))));
        JsonObject boards = new JsonObject();
        dashboards.forEach(dashboard -> boards.put(dashboard.name(), new JsonObject(DashboardDocument.of(dashboard))));
        return document.put("streams", streams).put("views", views).put("dashboards", boards);
    }

    static JsonObject applied(AppliedChange change, boolean dryRun, Locale locale) {
        JsonArray parts = new JsonArray();
        for (AppliedChange.Part part : change.parts()) {
            JsonObject document = new JsonObject()
                    .put("name", part.name())
                    .put("kind", StatusDocument.word(part.kind()))
                    .put("action", StatusDocument.word(part.action()));
            if (part.why() != null) {
                document.put("text", part.why().in(locale));
            }
            parts.add(document);
        }
        return new JsonObject()
                .put("pipeline", change.pipeline())
                .put("dryRun", dryRun)
                .put("changes", parts)
                .put("warnings", ProblemDocuments.of(change.warnings(), locale));
    }

    static JsonArray columns(List<Field> fields) {
        JsonArray columns = new JsonArray();
        fields.forEach(field -> columns.add(new JsonObject()
                .put("name", field.name())
                .put("type", field.type().toString())));
        return columns;
    }

    private static JsonObject stream(StreamPlan plan) {
        Stream stream = plan.stream();
        String format = stream.format() instanceof Format.Json
                ? "json"
                : stream.format() instanceof Format.Csv ? "csv" : "text";
        JsonArray columns = new JsonArray();
        for (Column column : stream.columns()) {
            columns.add(new JsonObject()
                    .put("name", column.name())
                    .put("type", column.type().toString()));
        }
        JsonObject document = new JsonObject()
                .put("name", stream.name())
                .put("format", format)
                .put("time", stream.time().column())
                .put("lateness", stream.time().lateness().toString())
                .put("partitions", stream.partitions())
                .put("columns", columns);
        if (stream.key() != null) {
            document.put("key", stream.key());
        }
        return document;
    }

    private static JsonObject view(String pipeline, ViewPlan plan) {
        ViewShape shape = ViewShape.of(pipeline, plan);
        JsonArray reads = new JsonArray().add(plan.input());
        for (List<RowOperator> operators : List.of(plan.before(), plan.after(), plan.last())) {
            for (RowOperator operator : operators) {
                if (operator instanceof RowOperator.Join join && !reads.contains(join.table())) {
                    reads.add(join.table());
                }
            }
        }
        JsonArray keys = new JsonArray();
        shape.keys().forEach(key -> keys.add(plan.output().get(key).name()));
        JsonObject document = new JsonObject()
                .put("name", plan.name())
                .put("sql", plan.view().sql())
                .put("kind", StatusDocument.word(shape.kind()))
                .put("columns", columns(plan.output()))
                .put("key", keys)
                .put("reads", reads);
        shape.time()
                .ifPresent(time -> document.put("time", plan.output().get(time).name()));
        putWindow(
                document, plan.aggregation() == null ? null : plan.aggregation().window());
        return document;
    }

    private static void putWindow(JsonObject document, @Nullable Window window) {
        if (window instanceof Window.Tumble tumble) {
            document.put("windowSeconds", tumble.sizeMillis() / 1000.0);
            document.put("stepSeconds", tumble.sizeMillis() / 1000.0);
        } else if (window instanceof Window.Hop hop) {
            document.put("windowSeconds", hop.sizeMillis() / 1000.0);
            document.put("stepSeconds", hop.slideMillis() / 1000.0);
        } else if (window instanceof Window.Cumulate cumulate) {
            document.put("stepSeconds", cumulate.stepMillis() / 1000.0);
        }
    }
}
