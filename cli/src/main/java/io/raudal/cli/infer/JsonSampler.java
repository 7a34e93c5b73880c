package io.raudal.cli.infer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.raudal.model.Format;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a sample of NDJSON. An event counts only if all of its line is one JSON object. */
final class JsonSampler {
    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();
    private final long most;

    JsonSampler(long most) {
        this.most = most;
    }

    Sample read(InputStream in) throws IOException {
        Lines lines = new Lines(in);
        FieldProfile root = new FieldProfile();
        long records = 0;
        long unreadable = 0;
        byte[] line = lines.next();
        for (; line != null && records + unreadable < most; line = lines.next()) {
            String text = text(line);
            if (text != null && isObject(text)) {
                records++;
                try (JsonParser parser = json.createParser(text)) {
                    parser.nextToken();
                    readObject(parser, root);
                }
            } else {
                unreadable++;
            }
        }
        return new Sample(new Format.Json(), null, root, records, unreadable, line == null, List.of());
    }

    /** Null if it is not UTF-8; Jackson would guess UTF-16 from bytes, and find half of the faults only when a text is asked for. */
    private static @Nullable String text(byte[] line) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Looks first, so that half an event leaves nothing in the profile. */
    private boolean isObject(String text) throws IOException {
        try (JsonParser parser = json.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static void readObject(JsonParser parser, FieldProfile into) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            FieldProfile child = into.child(parser.currentName());
            parser.nextToken();
            readValue(parser, child);
        }
    }

    private static void readValue(JsonParser parser, FieldProfile field) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                field.seeObject();
                readObject(parser, field);
            }
            case START_ARRAY -> {
                FieldProfile elements = field.seeArray();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    readValue(parser, elements);
                }
            }
            case VALUE_TRUE, VALUE_FALSE -> field.seeBoolean();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> field.seeNumber(parser.getText());
            case VALUE_STRING -> field.seeText(parser.getText());
            default -> {}
        }
    }
}
