package io.raudal.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The processor time of this process, user and system, of all threads: those of the JIT compiler and the garbage collector too. */
final class CpuTime {
    /** What is measured. */
    interface Work {
        void run() throws Exception;
    }

    private CpuTime() {}

    /** What the work takes, the garbage that was there before it left out. */
    static double seconds(Work work) throws Exception {
        System.gc();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long start = system.getProcessCpuTime();
        work.run();
        return (system.getProcessCpuTime() - start) / 1e9;
    }
}
