package io.raudal.model.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.raudal.model.Format;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes an event that a test gives as a map in the format of its stream. Numbers stay as they are written where they can. */
final class EventText {
    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final JsonFactory JSON = new JsonFactory();

    private EventText() {}

    static String json(Node.Mapping event) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            write(event, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(Node node, JsonGenerator generator) throws IOException {
        if (node instanceof Node.Mapping mapping) {
            generator.writeStartObject();
            for (Node.Entry entry : mapping.entries()) {
                generator.writeFieldName(entry.key());
                write(entry.node(), generator);
            }
            generator.writeEndObject();
        } else if (node instanceof Node.Sequence sequence) {
            generator.writeStartArray();
            for (Node item : sequence.items()) {
                write(item, generator);
            }
            generator.writeEndArray();
        } else if (node instanceof Node.Scalar scalar) {
            writeScalar(scalar, generator);
        } else {
            generator.writeNull();
        }
    }

    private static void writeScalar(Node.Scalar scalar, JsonGenerator generator) throws IOException {
        Object value = scalar.value();
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value instanceof BigDecimal number) {
            generator.writeNumber(JSON_NUMBER.matcher(scalar.text()).matches() ? scalar.text() : number.toString());
        } else {
            generator.writeString(value.toString());
        }
    }

    /** One record: the named fields in this order; one that is not there or null is the first text that means NULL. */
    static String csv(Node.Mapping event, List<String> names, Format.Csv format) {
        return names.stream()
                .map(name -> event.entries().stream()
                        .filter(entry -> entry.key().equals(name))
                        .map(Node.Entry::node)
                        .filter(node -> node.value() != null)
                        .findFirst()
                        .map(node -> node instanceof Node.Scalar scalar ? quoted(scalar.text(), format) : "")
                        .orElseGet(() ->
                                format.nulls().isEmpty() ? "" : format.nulls().get(0)))
                .collect(Collectors.joining(String.valueOf(format.delimiter())));
    }

    private static String quoted(String field, Format.Csv format) {
        String quote = String.valueOf(format.quote());
        boolean plain = !format.nulls().contains(field)
                && field.chars()
                        .noneMatch(c -> c == format.delimiter() || c == format.quote() || c == '\n' || c == '\r');
        return plain ? field : quote + field.replace(quote, quote + quote) + quote;
    }
}
