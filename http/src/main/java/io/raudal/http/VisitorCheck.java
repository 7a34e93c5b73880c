package io.raudal.http;

import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that come from somebody else's page. A page of another site can make a browser send a request here, but not without
 * its own Origin, nor with a content type other than a form's without asking first; a page that has its own name point to this machine
 * (DNS rebinding) cannot choose Host.
 */
final class VisitorCheck implements Handler<RoutingContext> {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> FORM_TYPES =
            Set.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Set<String> hosts;

    VisitorCheck(Set<String> hosts) {
        this.hosts = hosts;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        HostAndPort asked = request.authority();
        String host = asked == null ? "" : asked.host().toLowerCase(Locale.ROOT);
        String authority = asked == null || asked.port() < 0 ? host : host + ":" + asked.port();
        if (!LOOPBACK.contains(host) && !hosts.contains(host)) {
            throw new RaudalException(ErrorCode.FOREIGN_REQUEST, HttpPort.message("visitor.host", host));
        }
        String origin = request.getHeader("Origin");
        String site = request.getHeader("Sec-Fetch-Site");
        if (isForeign(origin, authority) || "cross-site".equals(site) && !isReading(request)) {
            throw new RaudalException(
                    ErrorCode.FOREIGN_REQUEST,
                    HttpPort.message("visitor.origin", origin == null ? String.valueOf(site) : origin));
        }
        String type = BodyHeaders.mediaType(request);
        if (!isReading(request) && FORM_TYPES.contains(type)) {
            throw new RaudalException(ErrorCode.UNSUPPORTED_MEDIA, HttpPort.message("visitor.form", type));
        }
        context.next();
    }

    private static boolean isReading(HttpServerRequest request) {
        return READING.contains(request.method());
    }

    private static boolean isForeign(@Nullable String origin, String authority) {
        if (origin == null) {
            return false;
        }
        int scheme = origin.indexOf("://");
        return scheme < 0 || !origin.substring(scheme + 3).equalsIgnoreCase(authority);
    }
}
