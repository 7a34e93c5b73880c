package io.raudal.model.file;

import io.raudal.model.DataType;
import io.raudal.model.TimestampFormat;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/** Checks the pattern of a TIMESTAMP, DATE or TIME column: it compiles, and what it reads back is a whole time or date. */
final class TimePatterns {
    /** No field of it is its own default, and each tells itself from the others. */
    private static final ZonedDateTime SAMPLE = ZonedDateTime.of(2026, 11, 23, 17, 38, 49, 123_456_000, ZoneOffset.UTC);

    private TimePatterns() {}

    static TimestampFormat read(String pattern, DataType type, TimestampFormat written, Place place) {
        if (type != DataType.Simple.TIMESTAMP && type != DataType.Simple.DATE && type != DataType.Simple.TIME) {
            place.error(Texts.of("format.not.here", type.toString()), pattern, Texts.of("format.not.here.remedy"));
            return written;
        }
        if (written instanceof TimestampFormat.Epoch epoch) {
            place.error(
                    Texts.of("format.with.epoch", epoch.unit().text()), pattern, Texts.of("format.with.epoch.remedy"));
            return written;
        }
        for (TimestampFormat.Epoch.Unit unit : TimestampFormat.Epoch.Unit.values()) {
            if (unit.text().equals(pattern)) {
                place.error(
                        Texts.of("format.pattern"),
                        pattern,
                        Texts.of("format.epoch.remedy", "TIMESTAMP(" + unit.text() + ")"));
                return written;
            }
        }
        TemporalAccessor time;
        try {
            DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
            time = formatter.parse(formatter.format(SAMPLE));
        } catch (RuntimeException e) {
            // the JDK has exceptions of many kinds here, such as a ClassCastException for "pedd"
            place.error(Texts.of("format.pattern"), pattern, Texts.of("format.pattern.remedy"));
            return written;
        }
        boolean instant = time.isSupported(ChronoField.INSTANT_SECONDS);
        if (type != DataType.Simple.TIME && !instant && time.query(TemporalQueries.localDate()) == null) {
            place.error(Texts.of("format.no.date"), pattern, Texts.of("format.no.date.remedy"));
        } else if (type != DataType.Simple.DATE && !instant && time.query(TemporalQueries.localTime()) == null) {
            place.error(Texts.of("format.no.time"), pattern, Texts.of("format.no.time.remedy"));
        }
        return new TimestampFormat.Pattern(pattern);
    }
}
