package io.raudal.model.file;

import io.raudal.model.Secret;
import io.raudal.model.Source;
import io.raudal.model.Source.Kafka;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A topic of a Kafka cluster as a source. */
final class KafkaShape {
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    /** What is the user's to tune. Others are Raudal's to set, or would load code or read files of their own choice. */
    private static final List<String> PROPERTIES = List.of(
            "client.id",
            "client.rack",
            "connections.max.idle.ms",
            "fetch.max.bytes",
            "fetch.max.wait.ms",
            "fetch.min.bytes",
            "isolation.level",
            "max.partition.fetch.bytes",
            "max.poll.records",
            "metadata.max.age.ms",
            "receive.buffer.bytes",
            "reconnect.backoff.max.ms",
            "reconnect.backoff.ms",
            "request.timeout.ms",
            "retry.backoff.ms",
            "socket.connection.setup.timeout.ms");

    private static final Shape.Scalar<Long> NUMBER = Scalars.whole(0, Integer.MAX_VALUE);
    private static final Shape.Scalar<String> ISOLATION = Scalars.oneOf(
            new TreeMap<>(Map.of("read_committed", "read_committed", "read_uncommitted", "read_uncommitted")));
    private static final Shape.Scalar<String> PROPERTY = new Shape.Scalar<>(
            KafkaShape::property,
            schema -> schema.putArray("type").add("string").add("number"));

    private static final Shape.Scalar<Kafka.Start> START = new Shape.Scalar<>(
            KafkaShape::start, schema -> schema.put("type", "string").put("minLength", 1));

    private static final Key<Kafka.Sasl.Mechanism> MECHANISM =
            Key.required("mechanism", Scalars.oneOf(Kafka.Sasl.Mechanism.byText()));
    private static final Key<String> USER = Key.required("user", Scalars.TEXT);
    private static final Key<Secret> PASSWORD = Key.required("password", Secrets.SECRET);
    private static final Group<Kafka.Sasl> SASL_GROUP = Group.of("sasl", List.of(MECHANISM, USER, PASSWORD), values -> {
        Kafka.Sasl.Mechanism mechanism = values.get(MECHANISM);
        String user = values.get(USER);
        Secret password = values.get(PASSWORD);
        return mechanism == null || user == null || password == null ? null : new Kafka.Sasl(mechanism, user, password);
    });

    private static final Key<List<String>> BROKERS = Key.required("brokers", Addresses.BROKERS);
    private static final Key<String> TOPIC_KEY = Key.required(
            "topic", Scalars.matching(TOPIC, Texts.of("must.be.kafka.topic"), Texts.of("must.be.kafka.topic.remedy")));
    private static final Key<Kafka.Start> FROM = Key.optional("from", START, "earliest");
    private static final Key<TlsShape.Setting> TLS = Key.optional("tls", TlsShape.TLS);
    private static final Key<Kafka.Sasl> SASL = Key.optional("sasl", SASL_GROUP);
    private static final Key<List<Shape.Named<String>>> PROPERTIES_KEY =
            Key.optional("properties", new Shape.MapOf<>(Shape.Names.ANY, PROPERTY, 0));

    static final Group<Source> KAFKA =
            Group.of("kafka", List.of(BROKERS, TOPIC_KEY, FROM, TLS, SASL, PROPERTIES_KEY), KafkaShape::source);

    private KafkaShape() {}

    private static @Nullable String property(Node.Scalar scalar, Place place) {
        switch (place.name()) {
            case "client.id", "client.rack":
                return Scalars.TEXT.readPresent(scalar, place);
            case "isolation.level":
                return ISOLATION.readPresent(scalar, place);
            default:
                if (!PROPERTIES.contains(place.name())) {
                    place.error(Texts.of("must.be.kafka.property"), Texts.meant(place.name(), PROPERTIES));
                    return null;
                }
                Long number = NUMBER.readPresent(scalar, place);
                return number == null ? null : number.toString();
        }
    }

    private static @Nullable Source source(Values values) {
        List<String> brokers = values.list(BROKERS);
        String topic = values.get(TOPIC_KEY);
        if (brokers.isEmpty() || topic == null) {
            return null;
        }
        TlsShape.Setting tls = values.get(TLS);
        Map<String, String> properties = new LinkedHashMap<>();
        for (Shape.Named<String> property : values.list(PROPERTIES_KEY)) {
            String value = property.value();
            if (value != null) {
                properties.put(property.name(), value);
            }
        }
        return new Kafka(
                brokers,
                topic,
                values.getOrDefault(FROM),
                tls == null ? null : tls.tls(),
                values.get(SASL),
                properties);
    }

    private static Kafka.@Nullable Start start(Node.Scalar scalar, Place place) {
        switch (scalar.text()) {
            case "earliest":
                return new Kafka.Start.Earliest();
            case "latest":
                return new Kafka.Start.Latest();
            default:
                try {
                    return new Kafka.Start.At(time(DateTimeFormatter.ISO_DATE_TIME.parseBest(
                                    scalar.text(), OffsetDateTime::from, LocalDateTime::from))
                            .toInstant());
                } catch (DateTimeException e) {
                    return day(scalar, place);
                }
        }
    }

    private static Kafka.@Nullable Start day(Node.Scalar scalar, Place place) {
        try {
            return new Kafka.Start.At(
                    LocalDate.parse(scalar.text()).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException e) {
            place.error(Texts.of("must.be.start"), scalar, Texts.of("must.be.start.remedy"));
            return null;
        }
    }

    private static OffsetDateTime time(TemporalAccessor time) {
        return time instanceof LocalDateTime local ? local.atOffset(ZoneOffset.UTC) : OffsetDateTime.from(time);
    }
}
