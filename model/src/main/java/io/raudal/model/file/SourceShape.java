package io.raudal.model.file;

import io.raudal.model.Column;
import io.raudal.model.Format;
import io.raudal.model.Source;
import java.nio.file.FileSystems;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** A source: a map with the one key that says its kind. */
final class SourceShape {
    private static final long MAX_SPEED = 1_000_000;
    private static final Pattern GLOB = Pattern.compile(".*[*?\\[{].*");
    private static final Pattern PACKED = Pattern.compile("(?i).*\\.(gz|gzip|zst|zstd)");

    /** A source before it is known what stream it is of. */
    record Draft(Source source, Place place) {

        /** Reports what does not go with the stream. */
        void check(Format format, Optional<Column> time) {
            if (source instanceof Source.Host && !(format instanceof Format.Json)) {
                place.error(Texts.of("host.format"), Texts.of("host.format.remedy"));
            }
            if (source instanceof Source.File file
                    && file.mode() instanceof Source.File.Mode.Replay replay
                    && replay.shiftToNow()
                    && time.isPresent()
                    && time.get().expression() != null) {
                place.error(
                        Texts.of("shift.computed", time.get().name()),
                        Texts.of("shift.computed.remedy", time.get().name()));
            }
        }
    }

    private enum Mode {
        ONCE,
        TAIL,
        REPLAY
    }

    private static final Key<String> PATH = Key.required("path", Scalars.TEXT);
    private static final Key<Mode> MODE = Key.optional("mode", Scalars.choice(Mode.class), "once");
    private static final Key<Double> SPEED = Key.optional("speed", Scalars.positive(MAX_SPEED), "1");
    private static final Key<Boolean> SHIFT = Key.optional("shiftToNow", Scalars.FLAG, "false");
    private static final Group<Source> FILE_GROUP =
            Group.of("file", List.of(PATH, MODE, SPEED, SHIFT), SourceShape::file);
    private static final Shape.Scalar<Source> FILE_PATH = new Shape.Scalar<>(
            (scalar, place) -> {
                String path = Scalars.TEXT.readPresent(scalar, place);
                checkGlob(path, place);
                return path == null ? null : new Source.File(path, new Source.File.Mode.Once());
            },
            Scalars.TEXT.describe());

    private static final Shape.Scalar<Source.Host.Part> PART = Scalars.choice(Source.Host.Part.class);
    private static final Key<Duration> EVERY = Key.optional("every", Scalars.duration(true), "1s");
    private static final Key<List<Source.Host.Part>> OF = Key.optional("of", Shape.oneOrMore(PART));
    private static final Group<Source> HOST_GROUP = Group.of("host", List.of(EVERY, OF), SourceShape::host);

    private static final Key<Source> FILE = Key.optional("file", new Shape.Either<>(FILE_PATH, FILE_GROUP));
    private static final Key<Source> HOST = Key.optional("host", HOST_GROUP);
    private static final Key<Source> KAFKA = Key.optional("kafka", KafkaShape.KAFKA);
    private static final Key<Source> MQTT = Key.optional("mqtt", MqttShape.MQTT);
    private static final Key<Source> SSE = Key.optional("sse", SseShape.SSE);
    private static final List<Key<Source>> KINDS = List.of(FILE, HOST, KAFKA, MQTT, SSE);

    static final Group<Draft> SOURCE =
            new Group<>("source", List.copyOf(KINDS), List.of("nats", "otlp", "syslog"), true, SourceShape::source);

    private SourceShape() {}

    private static @Nullable Draft source(Values values) {
        for (Key<Source> kind : KINDS) {
            Source source = values.get(kind);
            if (source != null) {
                return new Draft(source, values.at(kind));
            }
        }
        return null;
    }

    private static @Nullable Source file(Values values) {
        String path = values.get(PATH);
        Mode mode = values.getOrDefault(MODE);
        if (mode != Mode.REPLAY && !values.isWrong(MODE)) {
            for (Key<?> key : List.of(SPEED, SHIFT)) {
                if (values.has(key)) {
                    values.at(key).error(Texts.of("file.replay.alone"), Texts.of("file.replay.alone.remedy"));
                }
            }
        }
        if (path == null) {
            return null;
        }
        if (mode == Mode.TAIL && GLOB.matcher(path).matches()) {
            values.at(PATH).error(Texts.of("file.tail.glob"), Texts.of("file.tail.glob.remedy"));
        } else if (mode == Mode.TAIL && PACKED.matcher(path).matches()) {
            values.at(PATH).error(Texts.of("file.tail.packed"), Texts.of("file.tail.packed.remedy"));
        } else {
            checkGlob(path, values.at(PATH));
        }
        return new Source.File(
                path,
                switch (mode) {
                    case ONCE -> new Source.File.Mode.Once();
                    case TAIL -> new Source.File.Mode.Tail();
                    case REPLAY -> new Source.File.Mode.Replay(values.getOrDefault(SPEED), values.getOrDefault(SHIFT));
                });
    }

    private static void checkGlob(@Nullable String path, Place place) {
        try {
            if (path != null && GLOB.matcher(path).matches()) {
                FileSystems.getDefault().getPathMatcher("glob:" + path);
            }
        } catch (PatternSyntaxException e) {
            place.error(Texts.of("file.glob"), path, Texts.of("file.glob.remedy"));
        }
    }

    private static @Nullable Source host(Values values) {
        Duration every = values.getOrDefault(EVERY);
        if (every.compareTo(Source.Host.MIN_EVERY) < 0) {
            values.at(EVERY)
                    .error(
                            Texts.of("must.be.at.least", Durations.text(Source.Host.MIN_EVERY)),
                            Durations.text(every),
                            null);
            return null;
        }
        List<Source.Host.Part> of = values.list(OF);
        Set<Source.Host.Part> parts = of.isEmpty() ? EnumSet.allOf(Source.Host.Part.class) : EnumSet.copyOf(of);
        return new Source.Host(every, parts);
    }
}
