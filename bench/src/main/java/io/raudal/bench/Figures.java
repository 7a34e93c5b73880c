package io.raudal.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/** Runs contenders in turn, A B C A B C, and keeps what each run cost. Medians are what is quoted. */
final class Figures {
    private final Map<String, double[]> figures = new LinkedHashMap<>();

    /** Each contender once to warm up what can be warm (file cache), then {@code runs} times in turn. */
    static Figures interleaved(int runs, Map<String, Callable<Double>> contenders) throws Exception {
        Figures result = new Figures();
        for (Map.Entry<String, Callable<Double>> contender : contenders.entrySet()) {
            contender.getValue().call();
            result.figures.put(contender.getKey(), new double[runs]);
        }
        for (int run = 0; run < runs; run++) {
            for (Map.Entry<String, Callable<Double>> contender : contenders.entrySet()) {
                result.of(contender.getKey())[run] = contender.getValue().call();
            }
        }
        return result;
    }

    /** A figure that must be there. */
    static double of(Map<String, Double> figures, String name) {
        return Objects.requireNonNull(figures.get(name), name);
    }

    private double[] of(String contender) {
        return Objects.requireNonNull(figures.get(contender), contender);
    }

    double median(String contender) {
        double[] sorted = of(contender).clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The last run's figure: the one with the least left of a JVM's start. */
    double last(String contender) {
        double[] all = of(contender);
        return all[all.length - 1];
    }

    /** The median of the ratios run by run: steadier than the ratio of medians where the machine's speed drifts. */
    double ratio(String above, String below) {
        double[] a = of(above);
        double[] b = of(below);
        double[] ratios = new double[a.length];
        Arrays.setAll(ratios, i -> a[i] / b[i]);
        Arrays.sort(ratios);
        return ratios[ratios.length / 2];
    }

    void print(PrintStream out, String title, String unit) {
        out.println(title);
        figures.forEach((name, values) -> {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            out.printf(
                    Locale.ROOT,
                    "  %-44s %12.3f %s   (%.3f to %.3f, %d runs)%n",
                    name,
                    median(name),
                    unit,
                    sorted[0],
                    sorted[sorted.length - 1],
                    values.length);
        });
    }
}
