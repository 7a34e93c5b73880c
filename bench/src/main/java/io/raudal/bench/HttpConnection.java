package io.raudal.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * A connection to loopback that sends whole requests as bytes and reads answers that tell their length: what a client does at least, so
 * that little of the machine goes to it. One thread.
 */
final class HttpConnection implements AutoCloseable {
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final InputStream in;
    private byte[] answer = new byte[1 << 16];

    HttpConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
    }

    /**
     * Sends a request and reads its answer.
     *
     * @return how many bytes the answer's body has
     * @throws IOException also if the answer is not 200
     */
    int send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        int size = 0;
        int head = -1;
        while (head < 0) {
            size += read(size);
            head = find(END, size);
        }
        String text = new String(answer, 0, head, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
        int at = text.indexOf(LENGTH);
        int length = at < 0
                ? 0
                : Integer.parseInt(text.substring(at + LENGTH.length())
                        .lines()
                        .findFirst()
                        .orElse("0")
                        .strip());
        int whole = head + END.length + length;
        while (size < whole) {
            size += read(size);
        }
        if (!text.startsWith("http/1.1 200")) {
            throw new IOException(new String(answer, 0, size, StandardCharsets.UTF_8));
        }
        return length;
    }

    private int read(int size) throws IOException {
        if (size == answer.length) {
            answer = Arrays.copyOf(answer, 2 * size);
        }
        int read = in.read(answer, size, answer.length - size);
        if (read < 0) {
            throw new IOException("the connection was closed");
        }
        return read;
    }

    private int find(byte[] pattern, int size) {
        for (int i = 0; i + pattern.length <= size; i++) {
            if (Arrays.equals(answer, i, i + pattern.length, pattern, 0, pattern.length)) {
                return i;
            }
        }
        return -1;
    }

    static byte[] get(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
