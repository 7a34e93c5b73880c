package io.raudal.engine.expression;

import static io.raudal.plan.Function.*;

import io.raudal.model.DataType.Simple;
import io.raudal.plan.Expression;
import io.raudal.plan.Function;
import java.text.ParsePosition;
import java.text.SimpleDateFormat;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Times from and to texts by a pattern, in UTC and English. As in Flink, DATE_FORMAT of a TIMESTAMP and TO_TIMESTAMP take the letters
 * of {@link DateTimeFormatter}, all others those of {@link SimpleDateFormat}.
 */
final class TimeFormats {
    private static final String DEFAULT = "yyyy-MM-dd HH:mm:ss";

    private TimeFormats() {}

    static void addTo(Map<Function, RowFunctionFactory> all) {
        all.put(DATE_FORMAT, TimeFormats::dateFormat);
        all.put(TO_TIMESTAMP, TimeFormats::toTimestamp);
        all.put(TO_DATE, TimeFormats::toDate);
        all.put(UNIX_TIMESTAMP, TimeFormats::unixTimestamp);
        all.put(FROM_UNIXTIME, TimeFormats::fromUnixTime);
        all.put(TO_TIMESTAMP_EPOCH, TimeFormats::toTimestampEpoch);
    }

    static DateTimeFormatter formatter(String pattern) {
        try {
            return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        } catch (IllegalArgumentException e) {
            throw new RowFailure("pattern.syntax", Casts.quoted(pattern), String.valueOf(e.getMessage()));
        }
    }

    static SimpleDateFormat simpleFormat(String pattern) {
        try {
            SimpleDateFormat format = new SimpleDateFormat(pattern, Locale.ENGLISH);
            format.setTimeZone(TimeZone.getTimeZone("UTC"));
            return format;
        } catch (IllegalArgumentException e) {
            throw new RowFailure("pattern.syntax", Casts.quoted(pattern), String.valueOf(e.getMessage()));
        }
    }

    private static RowFunction dateFormat(Expression.Call call) {
        if (call.operands().get(0).type() == Simple.STRING) {
            Prepared<SimpleDateFormat> formats = new Prepared<>(call, 1, TimeFormats::simpleFormat);
            SimpleDateFormat from = simpleFormat(DEFAULT);
            return RowFunction.ofText(a -> {
                Long millis = parse(from, a.text(0));
                return millis == null ? null : formats.get(a).format(millis);
            });
        }
        Prepared<DateTimeFormatter> formatters = new Prepared<>(call, 1, TimeFormats::formatter);
        return RowFunction.ofText(a -> {
            try {
                return formatters.get(a).format(local(a.integer(0)));
            } catch (DateTimeException e) {
                throw new RowFailure("format.field", Texts.timestamp(a.integer(0)), String.valueOf(e.getMessage()));
            }
        });
    }

    private static LocalDateTime local(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1000, ZoneOffset.UTC);
    }

    /** In milliseconds; the text's start is enough, as for SimpleDateFormat everywhere. */
    private static @Nullable Long parse(SimpleDateFormat format, String text) {
        Date date = format.parse(text, new ParsePosition(0));
        return date == null ? null : (Long) date.toInstant().toEpochMilli();
    }

    /** In milliseconds, as in Flink. */
    private static RowFunction toTimestamp(Expression.Call call) {
        if (call.operands().size() < 2) {
            return orNull(a -> TimeTexts.timestamp(a.text(0).strip()));
        }
        Prepared<DateTimeFormatter> formatters = new Prepared<>(call, 1, TimeFormats::formatter);
        return orNull(a -> {
            try {
                return OptionalLong.of(micros(formatters.get(a).parse(a.text(0))));
            } catch (DateTimeException | ArithmeticException e) {
                return TimeTexts.timestamp(a.text(0).strip());
            }
        });
    }

    /** Fields that the pattern lacks are those of 1970-01-01 00:00; an offset moves the time to UTC. */
    private static long micros(TemporalAccessor parsed) {
        LocalDateTime time = LocalDateTime.of(
                field(parsed, ChronoField.YEAR, 1970),
                field(parsed, ChronoField.MONTH_OF_YEAR, 1),
                field(parsed, ChronoField.DAY_OF_MONTH, 1),
                field(parsed, ChronoField.HOUR_OF_DAY, 0),
                field(parsed, ChronoField.MINUTE_OF_HOUR, 0),
                field(parsed, ChronoField.SECOND_OF_MINUTE, 0));
        long seconds = parsed.isSupported(ChronoField.INSTANT_SECONDS)
                ? parsed.getLong(ChronoField.INSTANT_SECONDS)
                : time.toEpochSecond(ZoneOffset.UTC) - field(parsed, ChronoField.OFFSET_SECONDS, 0);
        long micros = field(parsed, ChronoField.NANO_OF_SECOND, 0) / 1000;
        return Math.addExact(Math.multiplyExact(seconds, 1_000_000L), micros);
    }

    private static int field(TemporalAccessor parsed, ChronoField field, int otherwise) {
        return parsed.isSupported(field) ? parsed.get(field) : otherwise;
    }

    private interface Reader {
        OptionalLong read(Arguments arguments);
    }

    private static RowFunction orNull(Reader reader) {
        return (arguments, result) -> {
            OptionalLong value = reader.read(arguments);
            Cells.put(
                    result,
                    arguments.row,
                    value.isEmpty() ? null : value.getAsLong() - Math.floorMod(value.getAsLong(), 1000L));
        };
    }

    private static RowFunction toDate(Expression.Call call) {
        if (call.operands().size() < 2) {
            return (arguments, result) -> {
                OptionalLong date = TimeTexts.date(arguments.text(0).strip());
                Cells.put(result, arguments.row, date.isEmpty() ? null : (Long) date.getAsLong());
            };
        }
        Prepared<SimpleDateFormat> formats = new Prepared<>(call, 1, TimeFormats::simpleFormat);
        return (arguments, result) -> {
            Long millis = parse(formats.get(arguments), arguments.text(0));
            Cells.put(result, arguments.row, millis == null ? null : (Long) Math.floorDiv(millis, 86_400_000L));
        };
    }

    private static RowFunction unixTimestamp(Expression.Call call) {
        Prepared<SimpleDateFormat> formats = Prepared.optional(call, 1, DEFAULT, TimeFormats::simpleFormat);
        return RowFunction.ofLong(a -> {
            SimpleDateFormat format = formats.get(a);
            Long millis = parse(format, a.text(0));
            if (millis == null) {
                throw new RowFailure("unix.misfit", Casts.quoted(a.text(0)), format.toPattern());
            }
            return Math.floorDiv(millis, 1000L);
        });
    }

    private static RowFunction fromUnixTime(Expression.Call call) {
        Prepared<SimpleDateFormat> formats = Prepared.optional(call, 1, DEFAULT, TimeFormats::simpleFormat);
        return RowFunction.ofText(a -> {
            try {
                return formats.get(a).format(Math.multiplyExact(a.integer(0), 1000L));
            } catch (ArithmeticException e) {
                throw new RowFailure("time.range", FROM_UNIXTIME.toString());
            }
        });
    }

    /** Years 0 to 9999; NULL beyond. */
    private static RowFunction toTimestampEpoch(Expression.Call call) {
        return (arguments, result) -> {
            long unit = arguments.integer(1) == 0 ? 1_000_000 : 1000;
            long value = arguments.integer(0);
            boolean fits = value >= -62_167_219_200_000_000L / unit && value <= 253_402_300_799_999_000L / unit;
            Cells.put(result, arguments.row, fits ? (Long) (value * unit) : null);
        };
    }
}
