package io.raudal.bench;

import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import com.dslplatform.json.NumberConverter;
import com.dslplatform.json.StringConverter;
import java.io.IOException;

/** dsl-json's reader, driven by hand as its generated code does. */
final class DslJsonDecoding implements DecodePeer {
    private final JsonReader<Object> reader = new DslJson<>().newReader();

    @Override
    public Yield decode(Events events) throws IOException {
        Sum sum = new Sum();
        for (byte[] event : events.each()) {
            reader.process(event, event.length);
            long time = 0;
            String device = "";
            double value = 0;
            if (reader.getNextToken() != '{') {
                throw new IOException("no object");
            }
            byte token = reader.getNextToken();
            while (token == '"') {
                reader.fillName();
                reader.getNextToken();
                if (reader.wasLastName("ts")) {
                    time = NumberConverter.deserializeLong(reader);
                    token = reader.getNextToken();
                } else if (reader.wasLastName("device")) {
                    device = StringConverter.deserialize(reader);
                    token = reader.getNextToken();
                } else if (reader.wasLastName("value")) {
                    value = NumberConverter.deserializeDouble(reader);
                    token = reader.getNextToken();
                } else {
                    token = reader.skip();
                }
                if (token == ',') {
                    token = reader.getNextToken();
                }
            }
            if (token != '}') {
                throw new IOException("the object does not end");
            }
            sum.add(time, device, value);
        }
        return sum.total();
    }
}
