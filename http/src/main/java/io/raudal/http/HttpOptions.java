package io.raudal.http;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * How a port is opened.
 *
 * @param name what it is for, in errors: {@code port}, {@code management-port}
 * @param address to listen on; the usual is loopback
 * @param port 0 for any that is free
 * @param hosts names that requests may ask for in Host besides loopback's, lower case, without port
 * @param maxConnections more are closed at once
 * @param idle a connection on which nothing moves for this long is closed, and one whose next request's head is not whole by then
 */
public record HttpOptions(String name, String address, int port, Set<String> hosts, int maxConnections, Duration idle) {
    private static final int USUAL_CONNECTIONS = 2_000;
    private static final Duration USUAL_IDLE = Duration.ofSeconds(60);

    public HttpOptions {
        Objects.requireNonNull(name);
        Objects.requireNonNull(address);
        hosts = Set.copyOf(hosts);
        if (port < 0 || port > 65_535 || maxConnections < 1 || idle.isNegative() || idle.isZero()) {
            throw new IllegalArgumentException(name + ": port " + port + ", connections " + maxConnections);
        }
    }

    public static HttpOptions loopback(String name, int port) {
        return new HttpOptions(name, "127.0.0.1", port, Set.of(), USUAL_CONNECTIONS, USUAL_IDLE);
    }
}
