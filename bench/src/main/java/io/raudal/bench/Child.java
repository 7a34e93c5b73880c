package io.raudal.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A process of a benchmark, and what the system says of it. One that takes orders ({@link Orders}) answers each with a line on its
 * standard output; what else it says is in its log. Used by one thread, but for {@link #end}.
 */
final class Child implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LOG_TAIL = 3_000;

    private final String name;
    private final Path log;
    private final Process process;
    private final BufferedReader answers;

    Child(String name, List<String> command, Map<String, String> environment, Path log) throws IOException {
        this.name = name;
        this.log = log;
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    long pid() {
        return process.pid();
    }

    /** Has it do something, and waits until that is done. */
    String ask(String... words) throws IOException {
        begin(words);
        return answer();
    }

    /** Has it do something; {@link #answer} waits for it. */
    void begin(String... words) throws IOException {
        OutputStream orders = process.getOutputStream();
        orders.write((String.join(" ", words) + "\n").getBytes(StandardCharsets.UTF_8));
        orders.flush();
    }

    String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException(name + " has ended: " + tail());
        }
        return line;
    }

    /** An answer of {@code name=number} words. */
    Map<String, Double> figures() throws IOException {
        return figures(answer());
    }

    static Map<String, Double> figures(String answer) {
        Map<String, Double> figures = new HashMap<>();
        for (String word : answer.split(" ", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                figures.put(word.substring(0, equals), Double.parseDouble(word.substring(equals + 1)));
            }
        }
        return figures;
    }

    /** Waits until its log has a line. */
    Matcher await(Pattern line, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Matcher found = line.matcher(Files.readString(log));
            if (found.find()) {
                return found;
            }
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException(name + " has not said " + line + ": " + tail());
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** Processor time since its start, user and system, of all threads; to a hundredth of a second. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    /** Resident memory now. */
    long residentBytes() throws IOException {
        return status("VmRSS:") * 1024;
    }

    /** The memory of its own children. */
    long descendantBytes() {
        return process.descendants()
                .mapToLong(child -> {
                    try {
                        return status(child.pid(), "VmRSS:") * 1024;
                    } catch (IOException gone) {
                        return 0;
                    }
                })
                .sum();
    }

    int threads() throws IOException {
        return (int) status("Threads:");
    }

    /** Open files, sockets among them. */
    int handles() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid() + "/fd"))) {
            return (int) open.count();
        }
    }

    private long status(String key) throws IOException {
        return status(pid(), key);
    }

    private static long status(long pid, String key) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith(key)) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no " + key + " of " + pid);
    }

    private String tail() throws IOException {
        String text = Files.exists(log) ? Files.readString(log) : "";
        return text.substring(Math.max(0, text.length() - LOG_TAIL));
    }

    /** Asks it to end, and does not wait. */
    void end() {
        process.destroy();
    }

    @Override
    public void close() {
        end();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
