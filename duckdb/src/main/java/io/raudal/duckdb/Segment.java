package io.raudal.duckdb;

/**
 * An immutable Parquet file with final rows of a view, ordered by group, then time.
 *
 * @param id names the file; never used twice
 * @param rows how many
 * @param columns how many of the view's columns it has; later ones are NULL
 * @param minEnd the least windowEnd
 * @param maxEnd the highest windowEnd
 */
record Segment(long id, long rows, int columns, long minEnd, long maxEnd, long bytes) {

    boolean overlaps(long fromMillis, long toMillis) {
        return maxEnd >= fromMillis && minEnd < toMillis;
    }
}
