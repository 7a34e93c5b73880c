package io.raudal.plan.explain;

import io.raudal.model.Column;
import io.raudal.model.Message;
import io.raudal.plan.Field;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;

/** What runs for a compiled pipeline, for people and for programs. */
public final class Explanation {
    private final PipelinePlan plan;
    private final List<StreamExplanation> streams;
    private final List<ViewExplanation> views;

    private Explanation(PipelinePlan plan, List<StreamExplanation> streams, List<ViewExplanation> views) {
        this.plan = plan;
        this.streams = streams;
        this.views = views;
    }

    public static Explanation of(PipelinePlan plan) {
        Map<String, List<String>> columns = new HashMap<>();
        Map<String, Duration> lateness = new HashMap<>();
        List<StreamExplanation> streams = new ArrayList<>();
        for (StreamPlan stream : plan.streams()) {
            streams.add(StreamExplanation.of(stream));
            columns.put(
                    stream.name(),
                    stream.stream().columns().stream().map(Column::name).toList());
            lateness.put(stream.name(), stream.stream().time().lateness());
        }
        List<ViewExplanation> views = new ArrayList<>();
        for (ViewPlan view : plan.views()) {
            List<String> input = Objects.requireNonNull(columns.get(view.input()), view.input());
            Duration late = lateness.getOrDefault(view.input(), Duration.ZERO);
            views.add(ViewExplanation.of(view, input, late, plan.tables()));
            columns.put(view.name(), view.output().stream().map(Field::name).toList());
            // The final rows of windows come in order; a row view's rows as those that it reads.
            lateness.put(view.name(), view.isRowView() ? late : Duration.ZERO);
        }
        return new Explanation(plan, streams, views);
    }

    /** Lines for people. */
    public List<String> lines(Locale locale) {
        return new ExplanationLines(locale).of(plan.pipeline(), streams, views);
    }

    /** Lines for people, of one view. */
    public List<String> lines(String view, Locale locale) {
        return new ExplanationLines(locale)
                .of(views.stream()
                        .filter(one -> one.name().equals(view))
                        .findFirst()
                        .orElseThrow(() -> new NoSuchElementException(view)));
    }

    /** For programs. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("pipeline", plan.pipeline());
        document.put("streams", streams.stream().map(Explanation::document).toList());
        document.put("views", views.stream().map(Explanation::document).toList());
        return document;
    }

    private static Map<String, Object> document(StreamExplanation stream) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", stream.name());
        document.put("format", stream.format());
        document.put("time", stream.time().column());
        document.put("lateness", ExpressionText.length(stream.time().lateness()));
        document.put("columns", stream.all());
        List<Object> scanned = new ArrayList<>();
        for (StreamExplanation.Scanned column : stream.columns()) {
            Map<String, Object> keys = new LinkedHashMap<>();
            keys.put("name", column.name());
            keys.put("type", column.type());
            keys.put(
                    column.path() != null ? "path" : "as", column.path() != null ? column.path() : column.expression());
            scanned.add(keys);
        }
        document.put("scanned", scanned);
        return document;
    }

    private static Map<String, Object> document(ViewExplanation view) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", view.name());
        document.put("runs", "fused");
        document.put("input", view.input());
        document.put("emit", view.emit());
        List<Object> steps = new ArrayList<>();
        for (Step step : view.steps()) {
            if (!step.kind().equals("output")) {
                Map<String, Object> keys = new LinkedHashMap<>();
                keys.put("step", step.kind());
                keys.put("detail", step.detail());
                steps.add(keys);
            }
        }
        document.put("steps", steps);
        document.put("key", view.key());
        document.put("state", document(view.state()));
        List<Object> output = new ArrayList<>();
        for (Field field : view.output()) {
            Map<String, Object> keys = new LinkedHashMap<>();
            keys.put("name", field.name());
            keys.put("type", field.type().toString());
            output.add(keys);
        }
        document.put("output", output);
        return document;
    }

    private static Map<String, Object> document(StateExplanation state) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kind", state.kind());
        if (!state.aggregates().isEmpty()) {
            document.put("perKey", state.aggregates());
        }
        if (state.slice() != null) {
            document.put("slice", ExpressionText.length(state.slice()));
            document.put("slices", state.slices());
        }
        if (state.bounds() != null) {
            document.put("ttl", ExpressionText.length(state.bounds().ttl()));
            document.put("keys", state.bounds().keys());
        }
        return document;
    }

    static Message message(String key, String... arguments) {
        return new Message("io.raudal.plan.explain.messages", key, List.of(arguments));
    }
}
