package io.raudal.cli.infer;

import java.util.HashSet;
import java.util.Set;

/** What the texts of one field have in common. */
final class TextProfile {
    /** Past so many different texts, a field is not counted further. */
    static final int MOST_DISTINCT = 10_000;

    private final Set<String> distinct = new HashSet<>();
    private final TimeFormats times = new TimeFormats();
    private final NumberProfile numbers = new NumberProfile();
    private long count;

    void see(String text) {
        count++;
        if (distinct.size() <= MOST_DISTINCT) {
            distinct.add(text);
        }
        times.see(text);
        if (NumberProfile.isNumber(text)) {
            numbers.see(text);
        }
    }

    long count() {
        return count;
    }

    /** How many different texts there are; {@link #MOST_DISTINCT} + 1 means more. */
    int distinct() {
        return distinct.size();
    }

    boolean contains(String text) {
        return distinct.contains(text);
    }

    TimeFormats times() {
        return times;
    }

    /** The texts that are numbers. */
    NumberProfile numbers() {
        return numbers;
    }

    boolean allNumbers() {
        return count > 0 && numbers.count() == count;
    }
}
