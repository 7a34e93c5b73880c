package io.raudal.cli.infer;

import io.raudal.model.DataType;
import io.raudal.model.TimestampFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A definition as YAML for people: columns in line, what was found out as comments. */
final class DefinitionYaml {
    private static final String VIEW = "event_counts";
    /** Where the stream has the name of the view: the two share one space of names. */
    private static final String OTHER_VIEW = "counts";

    private static final int KEY_CANDIDATES = 8;
    private static final int LONGEST_NAME = 40;
    /** A view's window is the first that cuts the sample into at most so many. */
    private static final int WINDOWS = 200;

    private static final long[] WINDOW_SECONDS = {1, 10, 60, 600, 3600, 86_400};
    private static final String[] WINDOW_TEXTS = {
        "'1' SECOND", "'10' SECOND", "'1' MINUTE", "'10' MINUTE", "'1' HOUR", "'1' DAY"
    };

    private final StreamDefinition definition;
    private final Locale locale;
    private final List<String> lines = new ArrayList<>();

    private DefinitionYaml(StreamDefinition definition, Locale locale) {
        this.definition = definition;
        this.locale = locale;
    }

    /** {@code streams:} with the one stream, to be put under {@code spec:}. */
    static String stream(StreamDefinition definition, Locale locale) {
        DefinitionYaml yaml = new DefinitionYaml(definition, locale);
        yaml.head();
        yaml.addStream("");
        return yaml.text();
    }

    /** A whole pipeline with the stream and a view that counts its events by time. */
    static String pipeline(StreamDefinition definition, String name, Locale locale) {
        DefinitionYaml yaml = new DefinitionYaml(definition, locale);
        yaml.head();
        yaml.lines.addAll(List.of(
                "apiVersion: raudal.io/v1alpha1", "kind: Pipeline", "metadata:", "  name: " + YamlText.of(name)));
        yaml.lines.add("spec:");
        yaml.addStream("  ");
        definition.time().ifPresent(yaml::addView);
        return yaml.text();
    }

    private void head() {
        Sample sample = definition.sample();
        remark(say(
                sample.whole() ? "infer.head-whole" : "infer.head-sample",
                count(sample.records()),
                definition.source()));
        if (sample.unreadable() > 0) {
            remark(say("infer.head-unreadable", count(sample.unreadable())));
        }
        sample.remarks().forEach(remark -> remark(remark.in(locale)));
    }

    /** What names a file or a field may hold line ends, and a comment is one line. */
    private void remark(String text) {
        lines.add("# " + text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " "));
    }

    private void addStream(String indent) {
        lines.add(indent + "streams:");
        lines.add(indent + "  " + definition.stream() + ":");
        String in = indent + "    ";
        definition.formatText().ifPresent(format -> lines.add(in + "format: " + format));
        lines.add(in + "columns:");
        int width = definition.columns().stream()
                .mapToInt(c -> c.name().length())
                .filter(length -> length <= LONGEST_NAME)
                .max()
                .orElse(0);
        for (InferredColumn column : definition.columns()) {
            String name = column.name() + ":";
            String comment = comment(column);
            lines.add(in + "  " + name + " ".repeat(Math.max(1, width + 2 - name.length())) + value(column)
                    + (comment.isEmpty() ? "" : "  # " + comment));
        }
        definition
                .time()
                .ifPresentOrElse(time -> addTime(time, in), () -> lines.add(in + "# time: " + say("infer.no-time")));
        List<InferredColumn> candidates = definition.keyCandidates();
        if (!candidates.isEmpty()) {
            lines.add(in + "# key: "
                    + say(
                            "infer.keys",
                            candidates.stream()
                                    .limit(KEY_CANDIDATES)
                                    .map(c -> c.name() + " ("
                                            + count(c.field().texts().distinct()) + ")")
                                    .collect(Collectors.joining(", "))));
        }
    }

    private void addTime(TimeColumn time, String in) {
        String order = time.mostMicros() == 0
                ? say("infer.in-order")
                : say("infer.out-of-order", percent(time.outOfOrder()), seconds(time.mostMicros()));
        lines.add(in + "time: { column: " + time.column().name() + ", lateness: " + TimeColumn.text(time.lateness())
                + " }  # " + order);
    }

    private void addView(TimeColumn time) {
        int window = 0;
        while (window < WINDOW_SECONDS.length - 1 && time.spanMicros() > WINDOWS * 1e6 * WINDOW_SECONDS[window]) {
            window++;
        }
        lines.add("  views:");
        String stream = definition.stream();
        lines.add("    " + (stream.equals(VIEW) ? OTHER_VIEW : VIEW) + ":");
        lines.add("      sql: |");
        lines.add("        SELECT window_start, window_end, COUNT(*) AS events");
        lines.add("        FROM TABLE(TUMBLE(TABLE "
                + (ColumnNames.isReserved(stream) ? "`" + stream + "`" : stream) + ", DESCRIPTOR("
                + time.column().name() + "), INTERVAL " + WINDOW_TEXTS[window] + "))");
        lines.add("        GROUP BY window_start, window_end");
    }

    private String value(InferredColumn column) {
        List<String> extra = new ArrayList<>();
        if (column.needsPath()) {
            extra.add("path: " + YamlText.of(column.path().toString()));
        }
        if (column.format() instanceof TimestampFormat.Pattern pattern) {
            extra.add("format: " + YamlText.quoted(pattern.pattern()));
        }
        if (column.expression() != null) {
            extra.add("as: " + YamlText.quoted(column.expression()));
        }
        String type = definition.typeText(column);
        if (extra.isEmpty()) {
            return type;
        }
        return "{ type: " + (type.contains(",") ? YamlText.quoted(type) : type) + ", " + String.join(", ", extra)
                + " }";
    }

    private String comment(InferredColumn column) {
        FieldProfile field = column.field();
        if (column.remark() != null) {
            return column.remark().in(locale);
        }
        if (column.present() == 0) {
            return say("infer.only-null");
        }
        DataType quoted = field.isText() && field.texts().allNumbers()
                ? field.texts().numbers().type(false)
                : DataType.Simple.STRING;
        if (column.type() == DataType.Simple.STRING && quoted != DataType.Simple.STRING) {
            return say("infer.quoted-numbers", quoted.toString());
        }
        if (field.isWholePastBigint() && column.type() == DataType.Simple.STRING) {
            return say("infer.past-decimal", column.type().toString());
        }
        return field.isWholePastBigint()
                ? say("infer.past-bigint", column.type().toString())
                : "";
    }

    private String text() {
        return String.join("\n", lines) + "\n";
    }

    private String say(String key, String... arguments) {
        return Inference.message(key, arguments).in(locale);
    }

    private String count(long count) {
        return String.format(locale, "%,d", count);
    }

    private String percent(double share) {
        return share < 0.0001
                ? String.format(locale, "< %.2f %%", 0.01)
                : String.format(locale, "%.2f %%", 100 * share);
    }

    private String seconds(double micros) {
        return micros < 1e6
                ? String.format(locale, "%.3f s", micros / 1e6)
                : String.format(locale, "%,.1f s", micros / 1e6);
    }
}
