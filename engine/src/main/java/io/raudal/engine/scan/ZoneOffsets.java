package io.raudal.engine.scan;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Arrays;

/**
 * The offset of a zone at local times, as {@code ZonedDateTime.of} finds it: the earlier one where clocks go back, the one before where
 * they go forward. Since 1980 every zone has changed its offset at whole quarters of an hour only, so the offset of a quarter is
 * asked for once and kept in a small direct-mapped cache (16 KiB). One thread.
 */
final class ZoneOffsets {
    private static final int QUARTER_SECONDS = 900;
    private static final long CACHED_FROM = LocalDateTime.of(1980, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
    private static final int CACHE_SIZE = 1024;

    private final ZoneRules rules;
    private final boolean isFixed;
    private final int fixedOffset;
    private final long[] quarters = new long[CACHE_SIZE];
    private final int[] offsets = new int[CACHE_SIZE];

    ZoneOffsets(ZoneId zone) {
        rules = zone.getRules();
        isFixed = rules.isFixedOffset();
        fixedOffset = isFixed ? rules.getOffset(LocalDateTime.MIN).getTotalSeconds() : 0;
        Arrays.fill(quarters, -1);
    }

    int seconds(long localSeconds) {
        if (isFixed) {
            return fixedOffset;
        }
        if (localSeconds < CACHED_FROM) {
            return ask(localSeconds);
        }
        long quarter = localSeconds / QUARTER_SECONDS;
        int cell = (int) quarter & CACHE_SIZE - 1;
        if (quarters[cell] != quarter) {
            offsets[cell] = ask(quarter * QUARTER_SECONDS);
            quarters[cell] = quarter;
        }
        return offsets[cell];
    }

    private int ask(long localSeconds) {
        return rules.getOffset(LocalDateTime.ofEpochSecond(localSeconds, 0, ZoneOffset.UTC))
                .getTotalSeconds();
    }
}
