package io.raudal.cli.infer;

import io.raudal.model.ErrorCode;
import io.raudal.model.FieldPath;
import io.raudal.model.Format;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import io.raudal.model.TimestampFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A stream definition from sample data. */
final class Inference {
    private final StreamDefinition definition;

    private Inference(StreamDefinition definition) {
        this.definition = definition;
    }

    /**
     * How the sample is read.
     *
     * @param stream the name of the stream
     * @param records to read at most
     * @param format {@code json}, {@code csv} or {@code text}; null finds out
     * @param delimiter of CSV; null finds out
     * @param header whether CSV has one; null finds out
     * @param pattern of text; null is one of web server logs
     * @param decimals whether numbers with a fraction become DECIMAL, where all of them fit
     */
    record Request(
            String stream,
            long records,
            @Nullable String format,
            @Nullable Character delimiter,
            @Nullable Boolean header,
            @Nullable Pattern pattern,
            boolean decimals) {}

    /**
     * Reads a sample.
     *
     * @param source how messages name what is read
     * @throws RaudalException UNREADABLE_INPUT if its format cannot be found out, or nothing in it can be read
     */
    static Inference of(InputStream in, String source, Request request) throws IOException {
        Head head = Head.of(in);
        if (head.text().isBlank()) {
            throw unreadable("infer.empty", source);
        }
        Sample sample = sample(head, source, request);
        if (sample.records() == 0 && request.format() == null && sample.format() instanceof Format.Json) {
            throw unreadable("infer.document", source);
        }
        if (sample.records() == 0) {
            throw unreadable("infer.nothing", source, Long.toString(sample.unreadable()));
        }
        return new Inference(StreamDefinition.of(request.stream(), source, sample, request.decimals()));
    }

    private static Sample sample(Head head, String source, Request request) throws IOException {
        String format = request.format() != null ? request.format() : format(head, source, request);
        if (format.equals("json")) {
            return new JsonSampler(request.records()).read(head.all());
        }
        if (format.equals("csv")) {
            char delimiter = request.delimiter() != null
                    ? request.delimiter()
                    : CsvSampler.delimiter(head.text()).orElse(',');
            boolean header = request.header() != null ? request.header() : CsvSampler.hasHeader(head.text(), delimiter);
            Sample sample = new CsvSampler(request.records()).read(head.all(), delimiter, header);
            return header || request.header() != null ? sample : sample.with(message("infer.no-header"));
        }
        Pattern pattern = request.pattern() != null
                ? request.pattern()
                : TextSampler.webLog(head.text()).orElseThrow(() -> unreadable("infer.no-pattern", source));
        return new TextSampler(request.records()).read(head.all(), pattern);
    }

    private static String format(Head head, String source, Request request) {
        if (request.pattern() != null) {
            return "text";
        }
        if (request.delimiter() != null) {
            return "csv";
        }
        String start = head.text().stripLeading();
        if (start.startsWith("[")) {
            throw unreadable("infer.array", source);
        }
        if (start.startsWith("{")) {
            if (start.lines().findFirst().orElse("").strip().equals("{")) {
                throw unreadable("infer.document", source);
            }
            return "json";
        }
        if (TextSampler.webLog(head.text()).isPresent()) {
            return "text";
        }
        if (CsvSampler.delimiter(head.text()).isPresent()) {
            return "csv";
        }
        throw unreadable("infer.unknown", source);
    }

    /** A name for the stream that the file holds: {@code data/Web-Log.csv.gz} is {@code web_log}. */
    static String streamName(String file) {
        String name = file.replaceFirst(".*/", "").replaceFirst("\\..*", "");
        String identifier = ColumnNames.identifier(name);
        if (identifier.isEmpty()) {
            return "events";
        }
        return new ColumnNames().next(FieldPath.of(identifier));
    }

    /** Whether a column can be the stream's time; without one it is not complete. */
    boolean hasTime() {
        return definition.time().isPresent();
    }

    /** {@code streams:} with the one stream. */
    String streamYaml(Locale locale) {
        return DefinitionYaml.stream(definition, locale);
    }

    /** A whole pipeline with the stream and one view. */
    String pipelineYaml(String pipeline, Locale locale) {
        return DefinitionYaml.pipeline(definition, pipeline, locale);
    }

    /** By column: name, type, path, events with a value, different texts (empty if it is no text). */
    List<List<String>> table() {
        List<List<String>> rows = new ArrayList<>();
        for (InferredColumn column : definition.columns()) {
            FieldProfile field = column.field();
            int distinct = field.texts().distinct();
            String texts = !field.isText()
                    ? ""
                    : distinct > TextProfile.MOST_DISTINCT ? "> " + TextProfile.MOST_DISTINCT : "" + distinct;
            String path = column.expression() != null
                    ? column.expression()
                    : column.path().toString();
            rows.add(List.of(column.name(), definition.typeText(column), path, Long.toString(column.present()), texts));
        }
        return rows;
    }

    /** The stream as the pipeline file's keys and values. */
    Map<String, Object> document() {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (InferredColumn column : definition.columns()) {
            Map<String, Object> keys = new LinkedHashMap<>();
            keys.put("type", definition.typeText(column));
            if (column.needsPath()) {
                keys.put("path", column.path().toString());
            }
            if (column.format() instanceof TimestampFormat.Pattern pattern) {
                keys.put("format", pattern.pattern());
            }
            if (column.expression() != null) {
                keys.put("as", column.expression());
            }
            columns.put(column.name(), keys.size() == 1 ? definition.typeText(column) : keys);
        }
        Map<String, Object> stream = new LinkedHashMap<>();
        formatKeys().ifPresent(format -> stream.put("format", format));
        stream.put("columns", columns);
        definition.time().ifPresent(time -> {
            Map<String, Object> keys = new LinkedHashMap<>();
            keys.put("column", time.column().name());
            keys.put("lateness", TimeColumn.text(time.lateness()));
            stream.put("time", keys);
        });
        return Map.of("streams", Map.of(definition.stream(), stream));
    }

    private Optional<Map<String, Object>> formatKeys() {
        if (definition.sample().format() instanceof Format.Csv csv) {
            List<String> nulls = new ArrayList<>(csv.nulls());
            nulls.addAll(definition.nullTexts());
            Map<String, Object> keys = new LinkedHashMap<>();
            keys.put("header", csv.header());
            keys.put("delimiter", String.valueOf(csv.delimiter()));
            keys.put("null", nulls);
            return Optional.of(Map.of("csv", keys));
        }
        if (definition.sample().format() instanceof Format.Text text) {
            return Optional.of(Map.of("text", Map.of("pattern", text.pattern().pattern())));
        }
        return Optional.empty();
    }

    static Message message(String key, String... arguments) {
        return new Message("io.raudal.cli.infer.messages", key, List.of(arguments));
    }

    private static RaudalException unreadable(String key, String... arguments) {
        return new RaudalException(ErrorCode.UNREADABLE_INPUT, message(key, arguments));
    }
}
