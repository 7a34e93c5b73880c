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
        for (int index = 0; index < stream.sources().size(); index++) {
            all.add(of(pipeline, stream, index, folder));
        }
        Supplier<EventSource> own = further.get(pipeline + "." + stream.name());
        if (own != null) {
            all.add(own.get());
        }
        return all;
    }

    private EventSource of(String pipeline, Stream stream, int index, Path folder) {
        Source source = stream.sources().get(index);
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
            return new MqttSource(mqtt, clientId(pipeline, stream, index), folder);
        }
        return new KafkaSource((Source.Kafka) source, folder, RecordCutter.USUAL_MAX_BYTES);
    }

    /** What a source of the stream calls itself at its broker, which ends the connection of a client when another one has its name. */
    static String clientId(String pipeline, Stream stream, int index) {
        Source.Mqtt own = (Source.Mqtt) stream.sources().get(index);
        long before = stream.sources().subList(0, index).stream()
                .filter(source -> source instanceof Source.Mqtt other
                        && other.clientId() == null
                        && other.host().equals(own.host())
                        && other.port() == own.port())
                .count();
        String name = "raudal-" + pipeline + "-" + stream.name();
        return before == 0 ? name : name + "-" + (before + 1);
    }
}
