package io.raudal.cli.platform;

import io.raudal.engine.intake.EventSource;
import io.raudal.engine.scan.RecordCutter;
import io.raudal.ingest.FileSources;
import io.raudal.ingest.HostSource;
import io.raudal.ingest.MqttSource;
import io.raudal.ingest.SseSource;
import io.raudal.model.Source;
import io.raudal.model.Stream;
import java.nio.file.Path;
import java.time.InstantSource;

/** Makes the sources that pipeline files name, from the modules that know them. */
final class LiveSources implements PlatformParts.Sources {
    private final InstantSource clock;

    LiveSources(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public EventSource of(String pipeline, Stream stream, Source source, Path folder) {
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
        throw new IllegalArgumentException(source.kind());
    }
}
