package io.raudal.engine.log;

/**
 * The offsets of a partition at one moment.
 *
 * @param first of the oldest record that is kept
 * @param end behind the newest; equal to {@code first} where there is none
 */
public record OffsetRange(long first, long end) {}
