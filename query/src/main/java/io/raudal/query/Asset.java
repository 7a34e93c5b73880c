package io.raudal.query;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that is sent as it is, packed once if that makes it smaller.
 *
 * @param packed with gzip; null where that is no gain
 * @param isForEver whether its name changes with its content
 */
record Asset(String type, byte[] plain, byte @Nullable [] packed, String tag, boolean isForEver) {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("yaml", "application/yaml"));

    private static final String USUAL_TYPE = "application/octet-stream";
    private static final int TAG_BYTES = 12;

    static Asset of(String name, byte[] content, boolean isForEver) {
        String suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        byte[] packed = pack(content);
        return new Asset(
                TYPES.getOrDefault(suffix, USUAL_TYPE),
                content,
                packed.length < content.length * 9L / 10 ? packed : null,
                tag(content),
                isForEver);
    }

    void send(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response()
                .putHeader("Content-Type", type)
                .putHeader("ETag", tag)
                .putHeader("Vary", "Accept-Encoding")
                .putHeader("Cache-Control", isForEver ? "public, max-age=31536000, immutable" : "no-cache");
        String known = request.getHeader("If-None-Match");
        if (known != null && known.contains(tag)) {
            response.setStatusCode(304).end();
            return;
        }
        boolean isPacked = packed != null && accepts(request);
        // Said in any case, or the server would pack it again each time.
        response.putHeader("Content-Encoding", isPacked ? "gzip" : "identity");
        byte[] body = isPacked && packed != null ? packed : plain;
        if (request.method().equals(HttpMethod.HEAD)) {
            response.putHeader("Content-Length", Integer.toString(body.length)).end();
        } else {
            response.end(Buffer.buffer(body));
        }
    }

    private static boolean accepts(HttpServerRequest request) {
        String accepted = request.getHeader("Accept-Encoding");
        return accepted != null && accepted.contains("gzip") && !accepted.contains("gzip;q=0");
    }

    private static byte[] pack(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static String tag(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
