package io.raudal.model.file;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where servers are: {@code host:port}, and URLs. None may hold a user or password, as addresses are shown. */
final class Addresses {
    private static final int MAX_PORT = 65_535;
    private static final String HOST = "(?<host>\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?)";
    private static final Pattern BROKER = Pattern.compile(HOST + ":(?<port>[0-9]{1,5})");
    private static final Pattern MQTT = Pattern.compile("(?<scheme>tcp|ssl)://" + HOST + "(?::(?<port>[0-9]{1,5}))?/?");
    private static final Pattern USER = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*@.*");
    private static final int MQTT_PORT = 1883;
    private static final int MQTT_TLS_PORT = 8883;

    /** A machine, reached in the clear or encrypted. */
    record Endpoint(String host, int port, boolean encrypted) {}

    private static final Shape.Scalar<List<String>> BROKERS_IN_A_LINE = new Shape.Scalar<>(
            (scalar, place) -> {
                List<String> brokers = new ArrayList<>();
                for (String broker : scalar.text().split(",", -1)) {
                    brokers.add(broker.strip());
                }
                return check(brokers, scalar, place);
            },
            schema -> schema.put("type", "string").put("minLength", 1));

    private static final Shape.Scalar<String> BROKER_TEXT = new Shape.Scalar<>(
            (scalar, place) -> {
                List<String> one = check(List.of(scalar.text()), scalar, place);
                return one == null ? null : one.get(0);
            },
            schema -> schema.put("type", "string").put("minLength", 1));

    /** Kafka brokers: a list, or one text with commas, as Kafka's own programs have it. */
    static final Shape<List<String>> BROKERS =
            new Shape.Either<>(BROKERS_IN_A_LINE, new Shape.ListOf<>(BROKER_TEXT, 1));

    static final Shape.Scalar<Endpoint> MQTT_URL = new Shape.Scalar<>(
            Addresses::mqtt, schema -> schema.put("type", "string").put("pattern", "^(tcp|ssl)://.+$"));

    static final Shape.Scalar<URI> HTTP_URL = new Shape.Scalar<>(
            Addresses::http, schema -> schema.put("type", "string").put("pattern", "^[hH][tT][tT][pP][sS]?://.+$"));

    private Addresses() {}

    private static @Nullable List<String> check(List<String> brokers, Node.Scalar scalar, Place place) {
        for (String broker : brokers) {
            Matcher parts = BROKER.matcher(broker);
            if (!parts.matches() || port(parts, 0).isEmpty()) {
                place.error(Texts.of("must.be.broker"), scalar, Texts.of("must.be.broker.remedy"));
                return null;
            }
        }
        return brokers;
    }

    private static @Nullable Endpoint mqtt(Node.Scalar scalar, Place place) {
        if (hasUser(scalar, place, "address.user.remedy")) {
            return null;
        }
        Matcher parts = MQTT.matcher(scalar.text());
        if (parts.matches()) {
            boolean encrypted = parts.group("scheme").equals("ssl");
            Optional<Integer> port = port(parts, encrypted ? MQTT_TLS_PORT : MQTT_PORT);
            if (port.isPresent()) {
                return new Endpoint(parts.group("host"), port.get(), encrypted);
            }
        }
        place.error(Texts.of("must.be.mqtt.url"), scalar, Texts.of("must.be.mqtt.url.remedy"));
        return null;
    }

    private static @Nullable URI http(Node.Scalar scalar, Place place) {
        if (hasUser(scalar, place, "address.user.header.remedy")) {
            return null;
        }
        try {
            URI url = new URI(scalar.text());
            String scheme = url.getScheme();
            if (("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
                    && url.getHost() != null
                    && url.getPort() <= MAX_PORT
                    && url.getFragment() == null) {
                return url;
            }
            place.error(Texts.of("must.be.http.url"), scalar, Texts.of("must.be.http.url.remedy"));
        } catch (URISyntaxException e) {
            place.error(Texts.of("must.be.http.url"), scalar, Texts.of("must.be.http.url.remedy"));
        }
        return null;
    }

    /** Reports a user without showing what may be a password. */
    private static boolean hasUser(Node.Scalar scalar, Place place, String remedy) {
        boolean user = USER.matcher(scalar.text()).matches();
        if (user) {
            place.error(Texts.of("address.user"), Texts.of(remedy));
        }
        return user;
    }

    private static Optional<Integer> port(Matcher parts, int missing) {
        String port = parts.group("port");
        int number = port == null ? missing : Integer.parseInt(port);
        return number >= 1 && number <= MAX_PORT ? Optional.of(number) : Optional.empty();
    }
}
