package io.raudal.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the command line names: benchmarks, and sizes of theirs as {@code --name number}. A size that is not named is that of the
 * benchmark's figures.
 *
 * @param benchmarks in the order in which they were named
 * @param sizes by name without the dashes
 */
record Options(List<String> benchmarks, Map<String, Integer> sizes) {
    static final List<String> NAMES = List.of(
            "clients", "connections", "events", "keys", "minutes", "rate", "reads", "rows", "runs", "seconds", "wait");

    /** @throws IllegalArgumentException with what is wrong and what there is */
    static Options of(String... arguments) {
        List<String> benchmarks = new ArrayList<>();
        Map<String, Integer> sizes = new TreeMap<>();
        for (int i = 0; i < arguments.length; i++) {
            if (!arguments[i].startsWith("--")) {
                benchmarks.add(arguments[i]);
                continue;
            }
            String name = arguments[i].substring(2);
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException(
                        "There is no option --" + name + "; there are --" + String.join(", --", NAMES) + ".");
            }
            String number = ++i < arguments.length ? arguments[i] : "";
            if (!number.matches("[1-9]\\d{0,8}")) {
                throw new IllegalArgumentException("--" + name + ": must be a whole number from 1 to 999999999, got '"
                        + number + "'; leave the option out for its usual size.");
            }
            sizes.put(name, Integer.parseInt(number));
        }
        return new Options(List.copyOf(benchmarks), sizes);
    }

    int size(String name, int usual) {
        return sizes.getOrDefault(name, usual);
    }
}
