package io.raudal.plan.explain;

import io.raudal.model.Stream;
import io.raudal.model.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An explanation as aligned lines: a paragraph a stream, a paragraph a view. */
final class ExplanationLines {
    private static final List<String> LABELS = List.of(
            "scan",
            "filter",
            "project",
            "join",
            "unnest",
            "window",
            "group",
            "aggregate",
            "top",
            "output",
            "key",
            "state",
            "emit",
            "time",
            "columns");

    private static final int INDENT = 2;

    private final Locale locale;
    private final List<String> lines = new ArrayList<>();
    private final int width;

    ExplanationLines(Locale locale) {
        this.locale = locale;
        width = LABELS.stream()
                .mapToInt(label -> say("label." + label).length())
                .max()
                .orElse(0);
    }

    List<String> of(String pipeline, List<StreamExplanation> streams, List<ViewExplanation> views) {
        lines.add(say("plan.pipeline", pipeline));
        for (StreamExplanation stream : streams) {
            lines.add("");
            lines.add(say("plan.stream", stream.name(), stream.format()));
            line("time", time(stream.time()));
            line(
                    "columns",
                    say("plan.columns", Integer.toString(stream.columns().size()), Integer.toString(stream.all())));
            addColumns(stream.columns());
        }
        for (ViewExplanation view : views) {
            lines.add("");
            lines.add(say("plan.view", view.name()));
            addView(view);
        }
        return lines;
    }

    List<String> of(ViewExplanation view) {
        addView(view);
        return lines.stream().map(line -> line.substring(INDENT)).toList();
    }

    private void addView(ViewExplanation view) {
        for (Step step : view.steps()) {
            line(step.kind(), step.detail());
        }
        line("key", String.join(", ", view.key()));
        addState(view.state());
        line("emit", say("emit." + view.emit()));
    }

    private String time(Stream.Time time) {
        return time.lateness().isZero()
                ? say("plan.time-ordered", time.column())
                : say("plan.time", time.column(), ExpressionText.length(time.lateness()));
    }

    private void addColumns(List<StreamExplanation.Scanned> columns) {
        int names = columns.stream().mapToInt(c -> c.name().length()).max().orElse(0);
        int types = columns.stream().mapToInt(c -> c.type().length()).max().orElse(0);
        for (StreamExplanation.Scanned column : columns) {
            String from = column.path() != null ? column.path() : "= " + column.expression();
            boolean plain = column.name().equals(column.path());
            lines.add((" ".repeat(INDENT + width + 2) + padded(column.name(), names) + "  "
                            + padded(column.type(), types) + "  " + (plain ? "" : from))
                    .stripTrailing());
        }
    }

    private void addState(StateExplanation state) {
        String aggregates = String.join(", ", state.aggregates());
        switch (state.kind()) {
            case "windows" -> {
                line("state", say("state.windows", aggregates));
                if (state.slice() != null) {
                    more(say("state.slices", Long.toString(state.slices()), ExpressionText.length(state.slice())));
                }
            }
            case "sessions" -> line("state", say("state.sessions", aggregates));
            case "keys" -> {
                line("state", say("state.keys", aggregates));
                View.State bounds = state.bounds();
                if (bounds != null) {
                    more(say("state.bounds", Long.toString(bounds.keys()), ExpressionText.length(bounds.ttl())));
                }
            }
            default -> line("state", say("state." + state.kind()));
        }
        if (state.distinctValues()) {
            more(say("state.distinct"));
        }
        if (state.sketches() > 0) {
            more(say("state.sketches", Integer.toString(state.sketches())));
        }
    }

    private void line(String label, String text) {
        lines.add(" ".repeat(INDENT) + padded(say("label." + label), width) + "  " + text);
    }

    private void more(String text) {
        lines.add(" ".repeat(INDENT + width + 2) + text);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private String say(String key, String... arguments) {
        return Explanation.message(key, arguments).in(locale);
    }
}
