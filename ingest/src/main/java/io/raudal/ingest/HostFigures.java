package io.raudal.ingest;

import io.raudal.model.Source.Host.Part;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;
import oshi.software.os.OSFileStore;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** Measures this machine with OSHI. Rates and usage are over the time since the round before. One thread. */
final class HostFigures {
    private static final int PROCESSES = 10;
    private static final double PERCENT = 100.0;

    private final Set<Part> parts;
    private final HardwareAbstractionLayer hardware;
    private final OperatingSystem system;
    private final Map<String, Long> counters = new HashMap<>();
    private final List<HostFigure> round = new ArrayList<>();

    private long[] ticks;
    private long[][] coreTicks;
    private Map<Integer, OSProcess> processes = new HashMap<>();
    private List<HWDiskStore> disks;
    private List<NetworkIF> networks;
    private double seconds;
    private long lastNanos;
    private boolean isFirst = true;

    HostFigures(Set<Part> parts) {
        this.parts = parts;
        SystemInfo info = new SystemInfo();
        hardware = info.getHardware();
        system = info.getOperatingSystem();
        ticks = hardware.getProcessor().getSystemCpuLoadTicks();
        coreTicks = hardware.getProcessor().getProcessorCpuLoadTicks();
        disks = hardware.getDiskStores();
        networks = hardware.getNetworkIFs();
    }

    /** The machine's name, as the machine tells it. */
    static String name() {
        String variable = System.getenv("HOSTNAME");
        if (variable != null && !variable.isBlank()) {
            return variable;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** The figures of one round; those that are rates are not in the first. */
    List<HostFigure> measure(long nanos) {
        round.clear();
        seconds = Math.max(1e-3, (nanos - lastNanos) / 1e9);
        lastNanos = nanos;
        if (parts.contains(Part.CPU)) {
            cpu(hardware.getProcessor());
        }
        if (parts.contains(Part.MEMORY)) {
            memory(hardware.getMemory());
        }
        if (parts.contains(Part.DISKS)) {
            disks();
        }
        if (parts.contains(Part.NETWORK)) {
            network();
        }
        if (parts.contains(Part.PROCESSES)) {
            processes();
        }
        isFirst = false;
        return List.copyOf(round);
    }

    private void cpu(CentralProcessor processor) {
        double load = processor.getSystemLoadAverage(1)[0];
        if (load >= 0) {
            add("cpu", "all", "load", "1", load);
        }
        if (!isFirst) {
            add("cpu", "all", "usage", "%", PERCENT * processor.getSystemCpuLoadBetweenTicks(ticks));
            double[] cores = processor.getProcessorCpuLoadBetweenTicks(coreTicks);
            for (int core = 0; core < cores.length; core++) {
                add("cpu", Integer.toString(core), "usage", "%", PERCENT * cores[core]);
            }
        }
        ticks = processor.getSystemCpuLoadTicks();
        coreTicks = processor.getProcessorCpuLoadTicks();
    }

    private void memory(GlobalMemory memory) {
        space("memory", "ram", memory.getTotal() - memory.getAvailable(), memory.getTotal());
        long swap = memory.getVirtualMemory().getSwapTotal();
        space("memory", "swap", memory.getVirtualMemory().getSwapUsed(), swap);
    }

    private void disks() {
        for (OSFileStore store : system.getFileSystem().getFileStores(true)) {
            space("disk", store.getMount(), store.getTotalSpace() - store.getUsableSpace(), store.getTotalSpace());
        }
        for (HWDiskStore disk : disks) {
            if (disk.updateAttributes()) {
                rate("disk", disk.getName().replaceFirst("^/dev/", ""), "read", disk.getReadBytes());
                rate("disk", disk.getName().replaceFirst("^/dev/", ""), "written", disk.getWriteBytes());
            }
        }
    }

    private void network() {
        for (NetworkIF network : networks) {
            if (network.updateAttributes()) {
                rate("network", network.getName(), "received", network.getBytesRecv());
                rate("network", network.getName(), "sent", network.getBytesSent());
            }
        }
    }

    private void processes() {
        Map<Integer, OSProcess> now = new HashMap<>();
        Map<String, double[]> byName = new HashMap<>();
        for (OSProcess process : system.getProcesses()) {
            now.put(process.getProcessID(), process);
            double[] sums = byName.computeIfAbsent(process.getName(), any -> new double[2]);
            OSProcess before = processes.get(process.getProcessID());
            sums[0] += before == null ? 0 : PERCENT * process.getProcessCpuLoadBetweenTicks(before);
            sums[1] += process.getResidentSetSize();
        }
        processes = now;
        byName.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, double[]> entry) -> -entry.getValue()[0])
                        .thenComparing(Map.Entry::getKey))
                .limit(PROCESSES)
                .forEach(entry -> {
                    if (!isFirst) {
                        add("process", entry.getKey(), "cpu", "%", entry.getValue()[0]);
                    }
                    add("process", entry.getKey(), "memory", "B", entry.getValue()[1]);
                });
    }

    private void space(String kind, String name, long used, long total) {
        add(kind, name, "used", "B", (double) used);
        add(kind, name, "total", "B", (double) total);
        if (total > 0) {
            add(kind, name, "usage", "%", PERCENT * used / total);
        }
    }

    private void rate(String kind, String name, String metric, long count) {
        Long before = counters.put(kind + " " + name + " " + metric, count);
        if (before != null && count >= before) {
            add(kind, name, metric, "B/s", (count - before) / seconds);
        }
    }

    private void add(String kind, String name, String metric, String unit, double value) {
        if (Double.isFinite(value)) {
            round.add(new HostFigure(kind, name, metric, unit, value));
        }
    }
}
