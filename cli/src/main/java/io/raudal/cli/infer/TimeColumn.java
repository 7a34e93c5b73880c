package io.raudal.cli.infer;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The stream's time: the time column that is closest to the order of the file; among those that are about as close, one that is called
 * as times are.
 *
 * @param lateness the disorder found, rounded up to a length that people use
 */
record TimeColumn(InferredColumn column, Duration lateness) {
    private static final List<String> USUAL_NAMES =
            List.of("ts", "timestamp", "event_timestamp", "time", "event_time", "datetime", "date_time", "created_at");

    /** In seconds. */
    private static final long[] USUAL_LENGTHS = {
        0,
        1,
        2,
        5,
        10,
        15,
        30,
        60,
        120,
        300,
        600,
        900,
        1800,
        3600,
        7200,
        21_600,
        43_200,
        86_400,
        172_800,
        604_800,
        1_209_600,
        2_592_000,
        7_776_000,
        31_536_000
    };

    static Optional<TimeColumn> of(List<InferredColumn> columns) {
        return columns.stream()
                .filter(InferredColumn::isTime)
                .min(Comparator.comparing((InferredColumn c) -> !c.always() && c.expression() == null)
                        .thenComparing(c -> disorder(c).span() == 0)
                        .thenComparing(TimeColumn::disorderClass)
                        .thenComparing(TimeColumn::nameRank)
                        .thenComparing(c -> disorder(c).most() * c.unitMicros()))
                .map(c -> new TimeColumn(c, usualLength(disorder(c).most() * c.unitMicros())));
    }

    static Duration usualLength(double micros) {
        for (long seconds : USUAL_LENGTHS) {
            if (micros <= seconds * 1e6) {
                return Duration.ofSeconds(seconds);
            }
        }
        return Duration.ofDays((long) Math.ceil(micros / 86_400e6));
    }

    /** A length as the pipeline file has it. */
    static String text(Duration length) {
        long seconds = length.toSeconds();
        if (seconds == 0) {
            return "0s";
        }
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    double outOfOrder() {
        return disorder(column).share();
    }

    double mostMicros() {
        return disorder(column).most() * column.unitMicros();
    }

    double spanMicros() {
        return disorder(column).span() * column.unitMicros();
    }

    /** By the longest way behind: 0 up to a tenth of all the time that the sample covers, 1 up to half of it, 2 above. */
    private static int disorderClass(InferredColumn column) {
        double share = disorder(column).most() / Math.max(1e-9, disorder(column).span());
        return share <= 0.1 ? 0 : share <= 0.5 ? 1 : 2;
    }

    private static int nameRank(InferredColumn column) {
        int rank = USUAL_NAMES.indexOf(column.name());
        return rank < 0 ? USUAL_NAMES.size() : rank;
    }

    private static Disorder disorder(InferredColumn column) {
        return Objects.requireNonNull(column.disorder());
    }
}
