package io.raudal.cli.platform;

import io.raudal.engine.intake.EventSource;
import io.raudal.engine.scan.RecordCutter;
import io.raudal.ingest.FileSources;
import io.raudal.ingest.HostSource;
import io.raudal.ingest.MqttSource;
import io.raudal.ingest.SseSource;
import io.raudal.kafka.KafkaSource;
import io.raudal.model.Source;
import io.raudal.model.Stream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Makes the sources that pipeline files name, from the modules that know them. */
final class LiveSources implements PlatformParts.Sources {
    private final InstantSource clock;
    /** By {@code pipeline.stream}, what brings events besides what its file names. */
    private final Map<String, Supplier<EventSource>> further = new HashMap<>();

    LiveSources(InstantSource clock) {
        this.clock = clock;
    }

    /** With a further source of a stream, made anew whenever its pipeline starts. */
    LiveSources with(String pipeline, String stream, Supplier<EventSource> source) {
        further.put(pipeline + "." + stream, source);
        return this;
    }

    @Override
    public List<EventSource> all(String pipeline, Stream stream, Path folder) {
        List<EventSource> all = new ArrayList<>();
        stream.sources().forEach(source -> all.add(of(pipeline, stream, source, folder)));
        Supplier<EventSource> own = further.get(pipeline + "." + stream.name());
        if (own != null) {
            all.add(own.get());
        }
        return all;
    }

    private EventSource of(String pipeline, Stream stream, Source source, Path folder) {
        if (source instanceof Source.File file) {
            return FileSources.of(stream, file, folder, RecordCutter.USUAL_MAX_BYTES, clock);
        }
        if (source instanceof Source.Host host) {
            return new HostSource(host, clock);
        }
        if (source instanceof Source.Sse sse) {
            return new SseSource(sse);
        }
        if (source instanceof Source.Mqtt mqtt) {
            return new MqttSource(mqtt, "raudal-" + pipeline + "-" + stream.name(), folder);
        }
        return new KafkaSource((Source.Kafka) source, folder, RecordCutter.USUAL_MAX_BYTES);
    }
}
