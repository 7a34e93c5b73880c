package io.raudal.cli.infer;

/** How far a column's values are from ascending, in the column's own unit: the most that one is behind the highest before it. */
final class Disorder {
    private double highest = Double.NEGATIVE_INFINITY;
    private double lowest = Double.POSITIVE_INFINITY;
    private long seen;
    private long behind;
    private double most;

    void see(double value) {
        seen++;
        lowest = Math.min(lowest, value);
        if (value < highest) {
            behind++;
            most = Math.max(most, highest - value);
        } else {
            highest = value;
        }
    }

    /** The share of values that came behind a higher one, from 0 to 1. */
    double share() {
        return seen == 0 ? 0 : (double) behind / seen;
    }

    /** The longest way behind; 0 if none was. */
    double most() {
        return most;
    }

    /** From the lowest to the highest value; 0 if there was none. */
    double span() {
        return seen == 0 ? 0 : highest - lowest;
    }
}
