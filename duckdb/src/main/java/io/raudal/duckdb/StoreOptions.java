package io.raudal.duckdb;

/**
 * How much the store may take.
 *
 * @param memoryBytes of DuckDB in this process; what does not fit is spilled to the store's folder
 * @param threads that DuckDB works with
 * @param sealRows from how many final rows on a view's rows move from the database to a segment; at least 1
 */
public record StoreOptions(long memoryBytes, int threads, int sealRows) {
    public StoreOptions {
        if (memoryBytes < 32 << 20 || threads < 1 || sealRows < 1) {
            throw new IllegalArgumentException(memoryBytes + " bytes, " + threads + " threads, " + sealRows + " rows");
        }
    }

    public static StoreOptions usual() {
        return new StoreOptions(160 << 20, Math.min(4, Runtime.getRuntime().availableProcessors()), 32_768);
    }
}
