package io.raudal.cli.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/** Sends bytes as they are, as no library for HTTP would; text in ISO-8859-1 can hold any byte. */
final class RawClient {
    private static final int PATIENCE_MILLIS = 30_000;

    private RawClient() {}

    static Socket connect(int port, String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        return socket;
    }

    /** Everything that is answered until the connection is closed, nothing if it is reset. */
    static String exchange(int port, String request) throws IOException {
        try (Socket socket = connect(port, request)) {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketException e) {
            return "";
        }
    }

    /** Whether the other end is gone, found out without reading: it answers what is written to it with a reset. */
    static boolean isCut(Socket socket) {
        try {
            socket.getOutputStream().write('\n');
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
