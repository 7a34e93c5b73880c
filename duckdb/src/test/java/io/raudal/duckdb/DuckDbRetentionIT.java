package io.raudal.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.RowChange;
import io.raudal.engine.store.Commit;
import io.raudal.engine.store.RowQuery;
import io.raudal.engine.store.StoredView;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is past retention gives its place on the disk to what comes. */
class DuckDbRetentionIT {
    private static final int ROWS = 2_000;
    private static final int KEPT_WINDOWS = 20;
    private static final int WINDOWS = 400;

    @TempDir
    private Path folder;

    /** Final rows leave with their segments, others with the table's rows. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rowsPastRetention_giveTheirPlaceOnTheDiskBack(boolean areFinal) {
        Random random = new Random(9);
        List<Field> columns = List.of(new Field("text", Simple.STRING), new Field("n", Simple.BIGINT));
        long early = 0;
        long highest = 0;
        try (DuckDbStore store = new DuckDbStore(folder, new StoreOptions(64 << 20, 2, 8_192))) {
            store.ensure(new StoredView("plant.v", columns, Duration.ofSeconds(KEPT_WINDOWS)));
            for (int window = 1; window <= WINDOWS; window++) {
                List<RowChange> rows = new ArrayList<>();
                for (int i = 0; i < ROWS; i++) {
                    byte[] noise = new byte[60];
                    random.nextBytes(noise);
                    rows.add(RowChange.put(
                            String.format("%08d-start---device%d", window, i).getBytes(StandardCharsets.UTF_8),
                            1,
                            new @Nullable Object[] {new String(noise, StandardCharsets.ISO_8859_1), (long) i},
                            areFinal,
                            window * 1000L));
                }
                store.commit(new Commit("w", new byte[] {1}, Map.of("plant.v", rows)));
                store.drop("plant.v", window * 1000L);
                highest = Math.max(highest, store.bytes());
                if (window == WINDOWS / 4) {
                    early = highest;
                }
            }
            assertThat(store.read("plant.v", RowQuery.all())).hasSize((KEPT_WINDOWS + 1) * ROWS);
        }
        // Three times as much came and went since, so it would be four times as high if nothing had left. What stays is
        // some megabytes of rows, as much log as DuckDB lets be, and what is being compacted just then.
        assertThat(highest).isLessThan(3 * early);
    }
}
