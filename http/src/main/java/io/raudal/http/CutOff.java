package io.raudal.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * Ends connections at once, with what still waits to be sent. Closing one the usual way sends that first, which never ends where the
 * other side takes nothing; and there is no other way in Vert.x's interface, so this goes past it. Any thread may use it.
 */
public final class CutOff {
    private CutOff() {}

    public static void now(HttpConnection connection) {
        if (connection instanceof HttpServerConnection server) {
            var unused = server.channelHandlerContext().close();
        } else {
            var unused = connection.close();
        }
    }
}
