package io.raudal.cli.infer;

import io.raudal.model.DataType.Simple;
import io.raudal.model.TimestampFormat;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which all texts of one field so far can be read as times. Starts with every known way; each text takes away those that
 * cannot read it. Each way that is left knows the disorder of its times, which decides between day-month and month-day.
 */
final class TimeFormats {
    private static final Pattern ISO =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[-+]\\d\\d(:?\\d\\d)?)?");
    private static final DateTimeFormatter ISO_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][ ]HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);
    private static final Pattern SECONDS_FRACTION = Pattern.compile(":\\d\\d([.,])(\\d{1,9})(?!\\d)");
    private static final int MOST = 40;
    /** 8 MiB for each way of a field. */
    private static final int MOST_PARTS = 1 << 20;

    private static final List<String> PATTERNS = List.of(
            "dd/MMM/yyyy:HH:mm:ss Z",
            "yyyy/MM/dd HH:mm:ss",
            "dd/MM/yyyy HH:mm:ss",
            "MM/dd/yyyy HH:mm:ss",
            "dd/MM/yyyy HH:mm",
            "MM/dd/yyyy HH:mm",
            "dd.MM.yyyy HH:mm:ss",
            "dd.MM.yyyy HH:mm",
            "dd-MM-yyyy HH:mm:ss",
            "dd-MMM-yyyy HH:mm:ss",
            "dd MMM yyyy HH:mm:ss",
            "yyyy-MM-dd HH:mm:ss Z",
            "yyyy-MM-dd HH:mm:ss VV",
            "EEE, d MMM yyyy HH:mm:ss zzz",
            "EEE, d MMM yyyy HH:mm:ss Z",
            "EEE MMM d HH:mm:ss yyyy",
            "EEE MMM d HH:mm:ss zzz yyyy",
            "MMM d, yyyy h:mm:ss a",
            "M/d/yyyy H:mm:ss",
            "M/d/yyyy H:mm",
            "M/d/yyyy h:mm:ss a",
            "M/d/yyyy h:mm a",
            "yyyyMMdd'T'HHmmssX",
            "yyyyMMdd'T'HHmmss",
            "yyyyMMdd HHmmss",
            "yyyyMMdd-HH:mm:ss");

    private static final List<String> DATES =
            List.of("yyyy/MM/dd", "dd/MM/yyyy", "MM/dd/yyyy", "dd.MM.yyyy", "dd-MM-yyyy", "dd-MMM-yyyy", "M/d/yyyy");

    private static final Pattern ISO_CLOCK = Pattern.compile("\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?");
    private static final List<String> CLOCKS = List.of("H:mm:ss", "H:mm", "h:mm:ss a", "h:mm a");

    /** One way to read the field's texts. */
    static final class Way {
        private final TimestampFormat format;
        private final Simple type;
        private final Disorder disorder = new Disorder();
        private final DateTimeFormatter formatter;
        private long[] parts = {};
        private int partCount;

        private Way(TimestampFormat format, Simple type, DateTimeFormatter formatter) {
            this.format = format;
            this.type = type;
            this.formatter = formatter;
        }

        TimestampFormat format() {
            return format;
        }

        /** TIMESTAMP; DATE for days without a time, TIME for times without a day. */
        Simple type() {
            return type;
        }

        /** In microseconds. */
        Disorder disorder() {
            return disorder;
        }

        /**
         * In microseconds, of the times that these days and the times of day of another field make up, event by event: of the first
         * {@link #MOST_PARTS}. Both fields have a value in each event.
         */
        Disorder disorderWith(Way clock) {
            Disorder together = new Disorder();
            for (int i = 0; i < Math.min(partCount, clock.partCount); i++) {
                together.see((double) (parts[i] + clock.parts[i]));
            }
            return together;
        }

        private void seePart(long micros) {
            disorder.see((double) micros);
            if (partCount < MOST_PARTS) {
                if (partCount == parts.length) {
                    parts = Arrays.copyOf(parts, Math.max(16, 2 * partCount));
                }
                parts[partCount++] = micros;
            }
        }

        private boolean reads(String text) {
            try {
                TemporalAccessor parsed = formatter.parse(text);
                if (type == Simple.DATE) {
                    seePart(LocalDate.from(parsed).toEpochDay() * 86_400_000_000L);
                } else if (type == Simple.TIME) {
                    seePart(LocalTime.from(parsed).toNanoOfDay() / 1000);
                } else {
                    long second = parsed.isSupported(ChronoField.INSTANT_SECONDS)
                            ? parsed.getLong(ChronoField.INSTANT_SECONDS)
                            : LocalDateTime.from(parsed).toEpochSecond(ZoneOffset.UTC);
                    disorder.see(second * 1e6 + parsed.get(ChronoField.MICRO_OF_SECOND));
                }
                return true;
            } catch (DateTimeException e) {
                return false;
            }
        }
    }

    private @Nullable List<Way> ways;

    void see(String text) {
        if (ways == null) {
            ways = text.length() > MOST ? new ArrayList<>() : all(text);
        }
        ways.removeIf(way -> text.length() > MOST || !way.reads(text));
    }

    /** The way whose times are closest to the order of the sample; empty if no way reads all. */
    Optional<Way> best() {
        Way best = null;
        for (Way way : ways == null ? List.<Way>of() : ways) {
            if (best == null || way.disorder.share() < best.disorder.share()) {
                best = way;
            }
        }
        return Optional.ofNullable(best);
    }

    private static List<Way> all(String first) {
        List<Way> ways = new ArrayList<>();
        if (ISO.matcher(first).matches()) {
            ways.add(new Way(new TimestampFormat.Iso(), Simple.TIMESTAMP, ISO_TIME));
        }
        if (ISO_CLOCK.matcher(first).matches()) {
            ways.add(new Way(new TimestampFormat.Iso(), Simple.TIME, DateTimeFormatter.ISO_LOCAL_TIME));
        }
        Matcher fraction = SECONDS_FRACTION.matcher(first);
        String more = fraction.find()
                ? fraction.group(1) + "S".repeat(fraction.group(2).length())
                : "";
        PATTERNS.forEach(pattern -> ways.add(way(pattern.replace("ss", "ss" + more), Simple.TIMESTAMP)));
        ways.add(new Way(new TimestampFormat.Iso(), Simple.DATE, formatter("yyyy-MM-dd")));
        DATES.forEach(pattern -> ways.add(way(pattern, Simple.DATE)));
        CLOCKS.forEach(pattern -> ways.add(way(pattern.replace("ss", "ss" + more), Simple.TIME)));
        return ways;
    }

    private static Way way(String pattern, Simple type) {
        return new Way(new TimestampFormat.Pattern(pattern), type, formatter(pattern));
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }
}
