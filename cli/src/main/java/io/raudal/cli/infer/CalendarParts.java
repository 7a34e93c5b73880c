package io.raudal.cli.infer;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A time that a CSV file has in several columns: year, month, day, and hour, minute, second as far as they are there. */
final class CalendarParts {
    private static final List<String> PARTS = List.of("year", "month", "day", "hour", "minute", "second");
    private static final int DATE_PARTS = 3;

    private final List<String> names = new ArrayList<>();
    private final List<Integer> indexes = new ArrayList<>();
    private final Disorder disorder = new Disorder();
    private boolean readable;

    CalendarParts(List<String> header) {
        List<String> small =
                header.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        for (String part : PARTS) {
            int index = small.indexOf(part);
            if (index < 0) {
                break;
            }
            names.add(header.get(index));
            indexes.add(index);
        }
        readable = names.size() >= DATE_PARTS;
    }

    void see(List<String> record) {
        if (!readable) {
            return;
        }
        int[] values = new int[PARTS.size()];
        try {
            for (int i = 0; i < indexes.size(); i++) {
                values[i] = Integer.parseInt(record.get(indexes.get(i)));
            }
            LocalDateTime time = LocalDateTime.of(values[0], values[1], values[2], values[3], values[4], values[5]);
            disorder.see(time.toEpochSecond(ZoneOffset.UTC) * 1e6);
        } catch (NumberFormatException | DateTimeException e) {
            readable = false;
        }
    }

    /** The columns from the year on, as the header calls them; null if they are not there or not always a time. */
    @Nullable List<String> names() {
        return readable ? names : null;
    }

    /** Whether the columns say more than the day. */
    boolean hasTimeOfDay() {
        return names.size() > DATE_PARTS;
    }

    /** In microseconds. */
    Disorder disorder() {
        return disorder;
    }

    /**
     * An SQL expression for the time.
     *
     * @param columns the text of each part
     */
    static String expression(List<String> columns) {
        StringBuilder text = new StringBuilder("TO_TIMESTAMP(CONCAT(").append(columns.get(0));
        String[] before = {"", "'-'", "'-'", "' '", "':'", "':'"};
        for (int i = 1; i < PARTS.size(); i++) {
            String part = i < columns.size() ? "LPAD(" + columns.get(i) + ", 2, '0')" : "'00'";
            text.append(", ").append(before[i]).append(", ").append(part);
        }
        return text.append("))").toString();
    }
}
