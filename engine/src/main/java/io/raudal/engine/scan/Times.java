package io.raudal.engine.scan;

import io.raudal.engine.Vector;
import io.raudal.model.DataType;
import io.raudal.model.TimestampFormat;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** TIMESTAMP, DATE and TIME columns, however they are written. A JSON number fits only an epoch. */
abstract class Times extends ColumnReader {
    private Vector.Longs longs = new Vector.Longs();

    /** The vector's entry for the text without blanks around it; {@link IsoTime#INVALID} if it does not fit. */
    abstract long value(byte[] bytes, int from, int to);

    @Override
    void into(Vector vector) {
        longs = (Vector.Longs) vector;
    }

    @Override
    @Nullable Misfit text(byte[] bytes, int from, int to, int row) {
        int start = skipBlanks(bytes, from, to);
        return scalar(bytes, start, trimBlanks(bytes, start, to), row);
    }

    @Override
    @Nullable Misfit scalar(byte[] bytes, int from, int to, int row) {
        long value = value(bytes, from, to);
        longs.values[row] = value;
        return value == IsoTime.INVALID ? Misfit.TIME : null;
    }

    static Times of(DataType.Simple type, TimestampFormat format, ZoneId zone) {
        if (format instanceof TimestampFormat.Epoch epoch) {
            return new Epochs(type, epoch.unit(), zone);
        }
        if (format instanceof TimestampFormat.Pattern pattern) {
            PatternTime times = new PatternTime(pattern.pattern(), type, zone);
            return new Times() {
                @Override
                long value(byte[] bytes, int from, int to) {
                    return times.read(bytes, from, to);
                }
            };
        }
        IsoTime times = new IsoTime(new ZoneOffsets(zone));
        return switch (type) {
            case DATE ->
                new Times() {
                    @Override
                    long value(byte[] bytes, int from, int to) {
                        return IsoTime.date(bytes, from, to);
                    }
                };
            case TIME ->
                new Times() {
                    @Override
                    long value(byte[] bytes, int from, int to) {
                        return times.time(bytes, from, to);
                    }
                };
            default ->
                new Times() {
                    @Override
                    long value(byte[] bytes, int from, int to) {
                        return times.timestamp(bytes, from, to);
                    }
                };
        };
    }

    /** A number since the epoch, with a fraction or without; rounded down to microseconds. */
    private static final class Epochs extends Times {
        private final DataType.Simple type;
        private final int power;
        private final ZoneId zone;
        private final DecimalText number = new DecimalText();

        Epochs(DataType.Simple type, TimestampFormat.Epoch.Unit unit, ZoneId zone) {
            this.type = Objects.requireNonNull(type);
            this.zone = zone;
            power = switch (unit) {
                case SECONDS -> 6;
                case MILLIS -> 3;
                case MICROS -> 0;
                case NANOS -> -3;
            };
        }

        @Override
        long value(byte[] bytes, int from, int to) {
            if (!number.read(bytes, from, to) || number.toLong(power, true) != null) {
                return IsoTime.INVALID;
            }
            return type == DataType.Simple.TIMESTAMP ? number.whole : local(number.whole);
        }

        private long local(long micros) {
            Instant instant = Instant.ofEpochSecond(
                    Math.floorDiv(micros, IsoTime.MICROS_PER_SECOND),
                    Math.floorMod(micros, IsoTime.MICROS_PER_SECOND) * 1000);
            LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
            return type == DataType.Simple.DATE
                    ? local.toLocalDate().toEpochDay()
                    : local.toLocalTime().toNanoOfDay() / 1000;
        }
    }
}
