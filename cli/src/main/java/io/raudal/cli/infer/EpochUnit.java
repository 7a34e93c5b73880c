package io.raudal.cli.infer;

import io.raudal.model.TimestampFormat.Epoch.Unit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether numbers are points in time: from 1995 to 2100 in one unit, under a name that says so. */
final class EpochUnit {
    private static final double FIRST_SECOND = 788_918_400;
    private static final double LAST_SECOND = 4_102_444_800d;
    private static final Pattern TIME_NAME = Pattern.compile(
            "(.*_)?(ts|t|time|timestamp|date|datetime|epoch|at|when|start|end|created|updated|modified|seen|received|sent|expires"
                    + "|begin|since|until|millis|ms|us|ns|[a-z]*time|[a-z]*timestamp)(_(s|ms|us|ns|sec|secs|seconds|millis|micros|nanos|utc|at))?");

    private EpochUnit() {}

    /** @param name in small letters, words parted by underscores */
    static Optional<Unit> of(String name, NumberProfile numbers) {
        if (!TIME_NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        for (Unit unit : Unit.values()) {
            double perSecond = 1e6 * unit.divisor() / unit.multiplier();
            if (numbers.lowest() >= FIRST_SECOND * perSecond && numbers.highest() <= LAST_SECOND * perSecond) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }

    static double micros(Unit unit) {
        return (double) unit.multiplier() / unit.divisor();
    }
}
