package io.raudal.model;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream's events come from, besides its HTTP endpoint. Paths are relative to the pipeline file. Passwords and the values of
 * headers are {@link Secret}s. {@code raudal run} reads {@link File}s alone, each to its end.
 */
public sealed interface Source {

    /** The key that says it in the pipeline file, such as {@code kafka}. */
    default String kind() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /**
     * Files on this machine.
     *
     * @param path a path, or a glob unless the file is followed; what is packed by gzip or zstd is unpacked, unless it is followed
     */
    record File(String path, Mode mode) implements Source {

        /** How a file is read while the platform runs. */
        public sealed interface Mode {
            /** From its beginning to its end. */
            record Once() implements Mode {}

            /** From its beginning, then on with what is appended, and with the next file of the name when it is rotated. */
            record Tail() implements Mode {}

            /**
             * In the order of event time, with the gaps between the times.
             *
             * @param speed so many times faster than it was; more than 0
             * @param shiftToNow whether an event's time becomes the moment at which it is read: the first one's is the start of the
             *     replay, and the gaps behind it shrink with the speed
             */
            record Replay(double speed, boolean shiftToNow) implements Mode {
                public Replay {
                    if (!(speed > 0)) {
                        throw new IllegalArgumentException("speed " + speed);
                    }
                }
            }
        }

        public File {
            Objects.requireNonNull(path);
            Objects.requireNonNull(mode);
        }
    }

    /**
     * What this machine measures of itself.
     *
     * @param every how often, at least {@link #MIN_EVERY}
     * @param of what, at least one thing, in the order of the constants
     */
    record Host(Duration every, Set<Part> of) implements Source {
        public static final Duration MIN_EVERY = Duration.ofMillis(100);

        /** What is measured. */
        public enum Part {
            CPU,
            MEMORY,
            DISKS,
            NETWORK,
            PROCESSES
        }

        public Host {
            if (every.compareTo(MIN_EVERY) < 0 || of.isEmpty()) {
                throw new IllegalArgumentException("every " + every + " of " + of);
            }
            of = Collections.unmodifiableSet(EnumSet.copyOf(of));
        }
    }

    /**
     * An existing topic of a Kafka cluster; a record's value is one event.
     *
     * @param brokers to ask first, each {@code host:port}; at least one
     * @param from where reading starts if it never did
     * @param tls null for a connection in the clear
     * @param sasl null for no authentication
     * @param properties of the client that Raudal leaves to the user, by their names
     */
    record Kafka(
            List<String> brokers,
            String topic,
            Start from,
            @Nullable Tls tls,
            @Nullable Sasl sasl,
            Map<String, String> properties)
            implements Source {

        /** A position in each partition. */
        public sealed interface Start {
            /** The oldest record that is still there. */
            record Earliest() implements Start {}

            /** What comes from now on. */
            record Latest() implements Start {}

            /** The first record whose own timestamp is not before. */
            record At(Instant time) implements Start {}
        }

        /** Who Raudal is to the brokers. */
        public record Sasl(Mechanism mechanism, String user, Secret password) {
            /** How the password is shown to the broker. */
            public enum Mechanism {
                PLAIN("PLAIN"),
                SCRAM_SHA_256("SCRAM-SHA-256"),
                SCRAM_SHA_512("SCRAM-SHA-512");

                private final String text;

                Mechanism(String text) {
                    this.text = text;
                }

                /** All, by their {@link #text}, in the order of the constants. */
                public static Map<String, Mechanism> byText() {
                    Map<String, Mechanism> mechanisms = new LinkedHashMap<>();
                    for (Mechanism mechanism : values()) {
                        mechanisms.put(mechanism.text, mechanism);
                    }
                    return mechanisms;
                }

                /** Kafka's name, such as {@code SCRAM-SHA-256}. */
                public String text() {
                    return text;
                }
            }
        }

        public Kafka {
            brokers = List.copyOf(brokers);
            properties = inOrder(properties);
            if (brokers.isEmpty()) {
                throw new IllegalArgumentException("no brokers");
            }
        }
    }

    /**
     * Server-sent events, resumed by the last event's id; an event's data is one event.
     *
     * @param url http or https, with a host and without a user
     * @param headers of the request, by their names
     * @param event the type of the events that are taken; null takes all
     */
    record Sse(
            URI url, Map<String, Secret> headers, @Nullable String event) implements Source {
        public Sse {
            headers = inOrder(headers);
        }
    }

    /**
     * Topics of an MQTT broker; a message's payload is one event. The broker keeps the messages of a client that is away.
     *
     * @param topics topic filters, at least one
     * @param qos from 0 to 2
     * @param clientId null for one made of the names of the pipeline and the stream
     * @param group of a shared subscription, which MQTT 5 alone has; null for an own one
     * @param login null for none
     * @param tls null for a connection in the clear
     */
    record Mqtt(
            String host,
            int port,
            List<String> topics,
            int qos,
            Version version,
            @Nullable String clientId,
            @Nullable String group,
            @Nullable Login login,
            @Nullable Tls tls)
            implements Source {

        /** Of the protocol. */
        public enum Version {
            MQTT_3_1_1,
            MQTT_5
        }

        /** Who Raudal is to the broker. */
        public record Login(String user, @Nullable Secret password) {}

        public Mqtt {
            topics = List.copyOf(topics);
            if (topics.isEmpty() || qos < 0 || qos > 2 || port < 1 || port > 65_535) {
                throw new IllegalArgumentException(host + ":" + port + " " + topics + " qos " + qos);
            }
            if (group != null && version != Version.MQTT_5) {
                throw new IllegalArgumentException("group " + group + " in " + version);
            }
        }
    }

    /**
     * An encrypted connection; the three files are PEM.
     *
     * @param ca who is trusted; null for those that Java trusts
     * @param certificate that the client shows; null for none
     * @param key of that certificate; there if it is
     */
    record Tls(
            @Nullable String ca,
            @Nullable String certificate,
            @Nullable String key) {
        /** With those that Java trusts, and nothing shown. */
        public static final Tls DEFAULT = new Tls(null, null, null);

        public Tls {
            if ((certificate == null) != (key == null)) {
                throw new IllegalArgumentException("certificate and key go together");
            }
        }
    }

    private static <V> Map<String, V> inOrder(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
