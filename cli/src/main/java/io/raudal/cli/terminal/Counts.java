package io.raudal.cli.terminal;

import java.util.Locale;

/** Counts for people. Not by java.text, whose data of locales takes 50 ms to load. */
public final class Counts {
    private Counts() {}

    /** With a comma, or in Spanish a point, between groups of three digits. */
    public static String text(long count, Locale locale) {
        StringBuilder text = new StringBuilder(Long.toString(Math.abs(count)));
        char separator = locale.getLanguage().equals("es") ? '.' : ',';
        for (int at = text.length() - 3; at > 0; at -= 3) {
            text.insert(at, separator);
        }
        return (count < 0 ? "-" : "") + text;
    }

    /** In KiB, and in MiB from ten on. */
    public static String bytes(long bytes, Locale locale) {
        boolean isLarge = bytes >= 10 << 20;
        return text(bytes + (isLarge ? (1 << 20) - 1 : (1 << 10) - 1) >> (isLarge ? 20 : 10), locale)
                + (isLarge ? " MiB" : " KiB");
    }
}
