package io.raudal.cli.infer;

import io.raudal.model.TimestampFormat.Epoch.Unit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether numbers are points in time: from 1995 to 2100 in one unit, under a name that says so. */
final class EpochUnit {
    private static final double FIRST_SECOND = 788_918_400;
    private static final double LAST_SECOND = 4_102_444_800d;
    private static final String UNIT = "(_(s|ms|us|ns|secs?|seconds|millis|micros|nanos|utc))?";
    private static final Pattern TIME =
            Pattern.compile("(.*_)?(ts|t|date|epoch|at|when|[a-z]*time|[a-z]*timestamp)" + UNIT);
    /** Finer units are so far above other numbers that a vaguer name is enough. */
    private static final Pattern PERHAPS_TIME = Pattern.compile(
            "(.*_)?(start|end|begin|created|updated|modified|seen|received|sent|expires|since|until|ms|us|ns|millis)"
                    + UNIT);

    private EpochUnit() {}

    /** @param name in small letters, words parted by underscores */
    static Optional<Unit> of(String name, NumberProfile numbers) {
        boolean time = TIME.matcher(name).matches();
        boolean perhaps = time || PERHAPS_TIME.matcher(name).matches();
        for (Unit unit : Unit.values()) {
            if (!(unit == Unit.SECONDS ? time : perhaps)) {
                continue;
            }
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
