package io.raudal.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.raudal.engine.intake.EventSource;
import io.raudal.engine.intake.SourceOutput;
import io.raudal.engine.log.Slices;
import io.raudal.model.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What this machine measures of itself, one event a figure: {@code ts, host, kind, name, metric, unit, value}, as the page on pipeline
 * files lists them. All figures of one round have the same time. There is nothing to go on with after a restart.
 */
public final class HostSource implements EventSource {
    private static final byte[] NO_POSITION = {};

    private final Source.Host options;
    private final InstantSource clock;
    private final JsonFactory json = new JsonFactory();

    public HostSource(Source.Host options, InstantSource clock) {
        this.options = options;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return options.kind();
    }

    @Override
    public String target() {
        return HostFigures.name();
    }

    @Override
    public void run(byte[] position, SourceOutput out) throws InterruptedException {
        HostFigures figures = new HostFigures(options.of());
        long next = System.nanoTime();
        while (true) {
            out.emit(events(figures.measure(System.nanoTime())), NO_POSITION);
            next += options.every().toNanos();
            long left = next - System.nanoTime();
            if (left < 0) {
                // A machine that was asleep, or too slow for the rate, goes on from now.
                next -= left;
            }
            TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
        }
    }

    private Slices events(List<HostFigure> figures) {
        String time = Instant.ofEpochMilli(clock.millis()).toString();
        String host = HostFigures.name();
        Slices events = new Slices();
        for (HostFigure figure : figures) {
            byte[] event = event(time, host, figure);
            events.add(event, 0, event.length);
        }
        return events;
    }

    private byte[] event(String time, String host, HostFigure figure) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("ts", time);
            out.writeStringField("host", host);
            out.writeStringField("kind", figure.kind());
            out.writeStringField("name", figure.name());
            out.writeStringField("metric", figure.metric());
            out.writeStringField("unit", figure.unit());
            out.writeNumberField("value", figure.value());
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
