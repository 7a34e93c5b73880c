package io.raudal.kafka;

import io.raudal.model.ErrorCode;
import io.raudal.model.PortOwner;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The sockets that a broker listens on, taken before it starts: so a port that is taken is told at once, and one that is free stays
 * ours.
 */
final class Listeners implements ServerSocketFactory, AutoCloseable {
    private static final int BACKLOG = 128;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final ServerSocketChannel clients;
    private final ServerSocketChannel controller;

    /** @param port for clients; 0 for any that is free */
    Listeners(int port) {
        clients = bound(port);
        try {
            controller = bound(0);
        } catch (RaudalException e) {
            close(clients);
            throw e;
        }
    }

    InetSocketAddress clients() {
        return address(clients);
    }

    InetSocketAddress controller() {
        return address(controller);
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int bufferBytes, int backlog) {
        return listener.equals(BrokerConfiguration.CONTROLLER) ? controller : clients;
    }

    /** For a broker that did not start; one that did closes them itself. */
    @Override
    public void close() {
        close(clients);
        close(controller);
    }

    private static ServerSocketChannel bound(int port) {
        try {
            ServerSocketChannel socket = ServerSocketChannel.open();
            try {
                socket.configureBlocking(false);
                // A port that was in use a moment ago can be taken again.
                socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                return socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
            } catch (IOException e) {
                close(socket);
                throw e;
            }
        } catch (IOException e) {
            Optional<String> owner = PortOwner.of(port);
            throw Texts.of(
                    ErrorCode.PORT_TAKEN,
                    e,
                    owner.isPresent() ? "port.owned" : "port.taken",
                    BrokerConfiguration.HOST + ":" + port,
                    owner.orElse(Texts.reason(e)));
        }
    }

    private static InetSocketAddress address(ServerSocketChannel socket) {
        try {
            return (InetSocketAddress) socket.getLocalAddress();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that is closed already", e);
        }
    }

    private static void close(ServerSocketChannel socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It goes with the process at the latest.
        }
    }
}
