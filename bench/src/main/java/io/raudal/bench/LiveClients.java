package io.raudal.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Connections that follow a view by live push, all read by the thread that calls {@link #readUntil}. */
final class LiveClients implements AutoCloseable {
    private static final long WAIT_MILLIS = 100;

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);

    /** @param path of the view's live push */
    LiveClients(int port, String path, int clients, LiveStream.Listener listener) throws IOException {
        for (int client = 0; client < clients; client++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            ByteBuffer request = ByteBuffer.wrap(HttpConnection.get(path));
            while (request.hasRemaining()) {
                channel.write(request);
            }
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new LiveStream(listener));
        }
    }

    /** Reads what comes until that moment of {@link System#nanoTime}. */
    void readUntil(long nanoTime) throws IOException {
        while (System.nanoTime() < nanoTime) {
            selector.select(WAIT_MILLIS);
            for (SelectionKey key : selector.selectedKeys()) {
                read((SocketChannel) key.channel(), (LiveStream) key.attachment());
            }
            selector.selectedKeys().clear();
        }
    }

    private void read(SocketChannel channel, LiveStream stream) throws IOException {
        buffer.clear();
        while (true) {
            int read = channel.read(buffer);
            if (read < 0) {
                throw new IOException("live push was closed");
            }
            if (read == 0) {
                return;
            }
            stream.take(buffer.flip());
            buffer.clear();
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
