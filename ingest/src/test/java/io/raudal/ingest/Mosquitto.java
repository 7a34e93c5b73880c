package io.raudal.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real MQTT broker at this machine, where it is installed; elsewhere the test is skipped. */
final class Mosquitto implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");

    private final Process process;
    private final int port;

    private Mosquitto(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param options of its only listener, as lines of its configuration */
    static Mosquitto start(Path folder, String... options) throws Exception {
        assumeThat(PROGRAM).as("the Debian package mosquitto").exists();
        int port = freePort();
        Path configuration = folder.resolve("mosquitto.conf");
        // Else one that root starts becomes another user, who may not read the test's certificates.
        String user = "user " + System.getProperty("user.name") + "\n";
        String listener = "listener " + port + " 127.0.0.1\nallow_anonymous true\n";
        Files.writeString(configuration, user + listener + String.join("\n", options) + "\n");
        Path log = folder.resolve("mosquitto.log");
        Process process = new ProcessBuilder(PROGRAM.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!listens(port)) {
            assertThat(process.isAlive()).as("%s", Files.readString(log)).isTrue();
            assertThat(System.nanoTime()).as("the broker is there").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return new Mosquitto(process, port);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
