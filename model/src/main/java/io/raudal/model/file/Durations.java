package io.raudal.model.file;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as the pipeline file writes them: {@code 5s}, {@code 1h30m}, {@code 250ms}, or ISO-8601 ({@code PT5S}). */
final class Durations {
    /** Longer ones are refused: a hundred years in microseconds fit a long with room to add. */
    static final Duration MAX = Duration.ofDays(36_500);

    static final String SCHEMA_PATTERN = "^([0-9]+(ms|[smhd]))+$|^P[0-9DTHMS.]+$";

    private static final Pattern SHORT = Pattern.compile("(-?)((?:[0-9]{1,15}(?:ms|[smhd]))+)");
    private static final Pattern ISO = Pattern.compile("-?P[0-9DTHMS.]+");
    private static final Pattern PART = Pattern.compile("([0-9]+)(ms|[smhd])");

    private static final List<String> UNITS = List.of("d", "h", "m", "s", "ms");
    private static final int MAX_LENGTH = 100;

    private Durations() {}

    /** May be negative or longer than {@link #MAX}; empty if the text is no duration. */
    static Optional<Duration> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            Matcher whole = SHORT.matcher(text);
            if (!whole.matches()) {
                return ISO.matcher(text).matches() ? Optional.of(Duration.parse(text)) : Optional.empty();
            }
            Duration sum = Duration.ZERO;
            Matcher part = PART.matcher(whole.group(2));
            while (part.find()) {
                sum = sum.plus(Long.parseLong(part.group(1)), unit(part.group(2)));
            }
            return Optional.of(whole.group(1).isEmpty() ? sum : sum.negated());
        } catch (DateTimeParseException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** As the file writes it: {@code 1h30m}; whole milliseconds that are not negative. */
    static String text(Duration duration) {
        StringBuilder text = new StringBuilder();
        long[] parts = {
            duration.toDays(),
            duration.toHoursPart(),
            duration.toMinutesPart(),
            duration.toSecondsPart(),
            duration.toMillisPart()
        };
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] > 0) {
                text.append(parts[i]).append(UNITS.get(i));
            }
        }
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static ChronoUnit unit(String text) {
        return switch (text) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
    }
}
