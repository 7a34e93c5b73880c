package io.raudal.http;

import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/** What a request says of its body. */
public final class BodyHeaders {
    private BodyHeaders() {}

    /** The content type without parameters, in lower case; empty if there is none. */
    public static String mediaType(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** @throws RaudalException UNSUPPORTED_MEDIA if the body says that it is in another charset than UTF-8 */
    public static void requireUtf8(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        if (type == null) {
            return;
        }
        for (String parameter : type.split(";", -1)) {
            String[] parts = parameter.split("=", 2);
            if (parts.length == 2 && parts[0].strip().equalsIgnoreCase("charset")) {
                String charset = parts[1].strip().replace("\"", "");
                if (!charset.equalsIgnoreCase("utf-8") && !charset.equalsIgnoreCase("utf8")) {
                    throw new RaudalException(ErrorCode.UNSUPPORTED_MEDIA, HttpPort.message("body.charset", charset));
                }
            }
        }
    }

    /** @throws RaudalException UNSUPPORTED_MEDIA if the body says that it is packed */
    public static void requireUnpacked(HttpServerRequest request) {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
            throw new RaudalException(ErrorCode.UNSUPPORTED_MEDIA, HttpPort.message("body.packed", encoding));
        }
    }
}
