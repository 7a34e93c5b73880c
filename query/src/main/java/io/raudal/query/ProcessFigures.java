package io.raudal.query;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What this process takes of its machine. One thread at a time. */
final class ProcessFigures {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";

    private long lastCpuNanos = cpuNanos();
    private long lastNanos = System.nanoTime();

    /** The figures; the processor's since the last call. */
    JsonObject measure() {
        long cpuNanos = cpuNanos();
        long nanos = System.nanoTime();
        double cpu = nanos == lastNanos ? 0 : (double) (cpuNanos - lastCpuNanos) / (nanos - lastNanos);
        lastCpuNanos = cpuNanos;
        lastNanos = nanos;
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long heap = memory.getHeapMemoryUsage().getUsed();
        return new JsonObject()
                .put("cpu", Math.max(0, Math.round(cpu * 1000) / 1000.0))
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("memoryBytes", residentBytes(memory))
                .put("heapBytes", heap)
                .put("threads", ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private static long cpuNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }

    /** As the machine counts it; where it does not tell, what Java has taken. */
    private static long residentBytes(MemoryMXBean memory) {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow(() -> new IOException(RESIDENT));
        } catch (IOException e) {
            return memory.getHeapMemoryUsage().getCommitted()
                    + memory.getNonHeapMemoryUsage().getCommitted();
        }
    }
}
