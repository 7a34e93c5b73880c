package io.raudal.bench;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

/** Jackson in its two usual ways. */
final class JacksonDecoding {
    static final String STREAMING = "Jackson streaming";
    static final String DATABIND = "Jackson databind";

    private JacksonDecoding() {}

    /** Three fields by name, the rest skipped, to the end of the event. */
    static DecodePeer streaming() {
        JsonFactory factory = new JsonFactory();
        return events -> {
            DecodePeer.Sum sum = new DecodePeer.Sum();
            for (byte[] event : events.each()) {
                long time = 0;
                String device = "";
                double value = 0;
                try (JsonParser parser = factory.createParser(event)) {
                    parser.nextToken();
                    while (parser.nextToken() == JsonToken.FIELD_NAME) {
                        String name = parser.currentName();
                        parser.nextToken();
                        switch (name) {
                            case "ts" -> time = parser.getLongValue();
                            case "device" -> device = parser.getText();
                            case "value" -> value = parser.getDoubleValue();
                            default -> parser.skipChildren();
                        }
                    }
                    if (parser.nextToken() != null) {
                        throw new IllegalStateException("something follows the event");
                    }
                }
                sum.add(time, device, value);
            }
            return sum.total();
        };
    }

    /** What databind makes. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Reading(long ts, String device, double value) {}

    static DecodePeer databind() {
        ObjectReader reader = new ObjectMapper().readerFor(Reading.class);
        return events -> {
            DecodePeer.Sum sum = new DecodePeer.Sum();
            for (byte[] event : events.each()) {
                Reading reading = reader.readValue(event);
                sum.add(reading.ts, reading.device, reading.value);
            }
            return sum.total();
        };
    }
}
