package io.raudal.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What one command cost from its start to its exit, seen from outside.
 *
 * @param wallSeconds from start to exit
 * @param cpuSeconds user and system, of the command and its children
 * @param peakBytes the highest resident memory of the largest process, read every 10 ms
 */
record ChildRun(double wallSeconds, double cpuSeconds, long peakBytes) {

    /** Runs a command to its end with its output in a file; a failing one stops the bench with the end of what it said. */
    static ChildRun of(List<String> command, Path output, Path directory) throws IOException, InterruptedException {
        Path errors = directory.resolve("stderr.txt");
        List<String> timed =
                new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='@time %R %U %S'; time \"$@\"", "bench"));
        timed.addAll(command);
        Process process = new ProcessBuilder(timed)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        long peak = 0;
        while (!process.waitFor(10, TimeUnit.MILLISECONDS)) {
            peak = Math.max(
                    peak,
                    process.descendants()
                            .mapToLong(p -> residentPeak(p.pid()))
                            .max()
                            .orElse(0));
        }
        String said = Files.readString(errors, StandardCharsets.UTF_8);
        if (process.exitValue() != 0) {
            throw new IOException(command + " ended with " + process.exitValue() + ": "
                    + said.substring(Math.max(0, said.length() - 2000)));
        }
        String[] times = said.substring(said.lastIndexOf("@time ") + 6)
                .trim()
                .replace(',', '.')
                .split(" ", -1);
        return new ChildRun(
                Double.parseDouble(times[0]), Double.parseDouble(times[1]) + Double.parseDouble(times[2]), peak);
    }

    private static long residentPeak(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
        } catch (IOException gone) {
            return 0;
        }
        return 0;
    }
}
