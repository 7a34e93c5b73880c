package io.raudal.model.file;

import io.raudal.model.Secret;
import io.raudal.model.Source;
import io.raudal.model.Source.Mqtt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Topics of an MQTT broker as a source. */
final class MqttShape {
    private static final int MAX_QOS = 2;
    private static final Pattern FILTER = Pattern.compile("(?:[^/+#\\x00]*|\\+)(?:/(?:[^/+#\\x00]*|\\+))*(?:/#)?|#");
    private static final Pattern GROUP = Pattern.compile("[^/+#]+");
    private static final String SHARED = "$share/";

    private static final Shape.Scalar<String> TOPIC_FILTER = new Shape.Scalar<>(
            MqttShape::filter, schema -> schema.put("type", "string").put("minLength", 1));

    private static final Key<Addresses.Endpoint> URL = Key.required("url", Addresses.MQTT_URL);
    private static final Key<List<String>> TOPIC = Key.required("topic", Shape.oneOrMore(TOPIC_FILTER));
    private static final Key<Long> QOS = Key.optional("qos", Scalars.whole(0, MAX_QOS), "1");
    private static final Key<Mqtt.Version> VERSION = Key.optional("version", Scalars.oneOf(versions()), "5");
    private static final Key<String> CLIENT_ID = Key.optional("clientId", Scalars.TEXT);
    private static final Key<String> SHARED_BY = Key.optional(
            "group", Scalars.matching(GROUP, Texts.of("must.be.mqtt.group"), Texts.of("must.be.mqtt.group.remedy")));
    private static final Key<String> USER = Key.optional("user", Scalars.TEXT);
    private static final Key<Secret> PASSWORD = Key.optional("password", Secrets.SECRET);
    private static final Key<TlsShape.Setting> TLS = Key.optional("tls", TlsShape.TLS);

    static final Group<Source> MQTT = Group.of(
            "mqtt", List.of(URL, TOPIC, QOS, VERSION, CLIENT_ID, SHARED_BY, USER, PASSWORD, TLS), MqttShape::source);

    private MqttShape() {}

    private static Map<String, Mqtt.Version> versions() {
        Map<String, Mqtt.Version> versions = new LinkedHashMap<>();
        versions.put("3", Mqtt.Version.MQTT_3_1_1);
        versions.put("5", Mqtt.Version.MQTT_5);
        return versions;
    }

    private static @Nullable String filter(Node.Scalar scalar, Place place) {
        String filter = Scalars.TEXT.readPresent(scalar, place);
        if (filter == null) {
            return null;
        }
        if (filter.startsWith(SHARED)) {
            place.error(Texts.of("mqtt.shared"), scalar, Texts.of("mqtt.shared.remedy"));
            return null;
        }
        if (!FILTER.matcher(filter).matches()) {
            place.error(Texts.of("must.be.mqtt.topic"), scalar, Texts.of("must.be.mqtt.topic.remedy"));
            return null;
        }
        return filter;
    }

    private static @Nullable Source source(Values values) {
        Addresses.Endpoint endpoint = values.get(URL);
        TlsShape.Setting tls = values.get(TLS);
        if (endpoint != null && tls != null && (tls.tls() != null) != endpoint.encrypted()) {
            values.at(TLS)
                    .error(
                            Texts.of(endpoint.encrypted() ? "mqtt.ssl.off" : "mqtt.tcp.on"),
                            Texts.of(endpoint.encrypted() ? "mqtt.ssl.off.remedy" : "mqtt.tcp.on.remedy"));
        }
        Mqtt.Version version = values.getOrDefault(VERSION);
        String group = values.get(SHARED_BY);
        boolean sharable = version == Mqtt.Version.MQTT_5;
        if (values.has(SHARED_BY) && !sharable) {
            values.at(SHARED_BY).error(Texts.of("mqtt.group.version"), Texts.of("mqtt.group.version.remedy"));
        }
        if (values.has(PASSWORD) && !values.has(USER)) {
            values.at(USER).error(Texts.of("mqtt.user.missing"));
        }
        List<String> topics = values.list(TOPIC);
        if (endpoint == null || topics.isEmpty()) {
            return null;
        }
        String user = values.get(USER);
        return new Mqtt(
                endpoint.host(),
                endpoint.port(),
                topics,
                values.getOrDefault(QOS).intValue(),
                version,
                values.get(CLIENT_ID),
                sharable ? group : null,
                user == null ? null : new Mqtt.Login(user, values.get(PASSWORD)),
                endpoint.encrypted() ? tls == null ? Source.Tls.DEFAULT : tls.tls() : null);
    }
}
