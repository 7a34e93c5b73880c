package io.raudal.duckdb;

import io.raudal.engine.store.Store;
import io.raudal.engine.store.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The store's contract, with rows that stay in the table. */
class DuckDbStoreTest extends StoreContract {
    @TempDir
    private Path folder;

    @Override
    protected Store open() {
        return new DuckDbStore(folder, StoreOptions.usual());
    }
}
