package io.raudal.duckdb;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends its process when that takes more memory than it may. DuckDB bounds what its tables and operators take, but not the values inside
 * an expression ({@code repeat}, {@code format}, lists of lists), and while it computes one it cannot be interrupted.
 */
final class MemoryGuard {
    /** How the process ends. */
    static final int EXIT = 86;

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    /** What the values of expressions may take beside what DuckDB counts itself. */
    private static final long SLACK = 256L << 20;

    private static final long TICK_NANOS = 10_000_000;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private volatile long allowed = Long.MAX_VALUE;

    void start() {
        Thread thread = new Thread(this::watch, "memory");
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on the process may take so much more than it has; 0 for anything. */
    void allow(long bytes) {
        allowed = bytes == 0 ? Long.MAX_VALUE : used() + bytes + SLACK;
    }

    private void watch() {
        while (used() <= allowed) {
            LockSupport.parkNanos(TICK_NANOS);
        }
        Runtime.getRuntime().halt(EXIT);
    }

    /** Resident memory; where that is not told, what the system has promised. */
    private long used() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(RESIDENT)) {
                    String kilobytes = line.substring(RESIDENT.length()).strip();
                    return Long.parseLong(kilobytes.substring(0, kilobytes.indexOf(' '))) << 10;
                }
            }
            return 0;
        } catch (IOException e) {
            return system.getCommittedVirtualMemorySize();
        }
    }
}
