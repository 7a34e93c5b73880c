package io.raudal.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A broker in a process of its own, which can be killed. It says its port, and then why it stopped, if it did. */
final class BrokerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;

    /** @param prefix of the command, such as one that changes what the process sees */
    BrokerProcess(List<String> prefix, Path directory, int port) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                directory.toString(),
                Integer.toString(port)));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        said = process.inputReader(StandardCharsets.UTF_8);
    }

    BrokerProcess(Path directory, int port) throws IOException {
        this(List.of(), directory, port);
    }

    /** The next line that it says; null when it has ended. */
    String line() throws IOException {
        return said.readLine();
    }

    /** Waits until it serves. */
    int port() throws IOException {
        return Integer.parseInt(line());
    }

    void say(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Starts again, on the same port, after each line that is sent to it; the file {@code ballast} beside the directory goes first. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (true) {
            EmbeddedBroker broker = EmbeddedBroker.start(new BrokerOptions(directory, port, false));
            port = broker.port();
            System.out.println(port);
            while (broker.failure().isEmpty()) {
                Thread.sleep(10);
            }
            System.out.println(broker.failure().get().in(Locale.ENGLISH));
            if (asked.readLine() == null) {
                return;
            }
            broker.close();
            Files.deleteIfExists(directory.resolveSibling("ballast"));
        }
    }
}
