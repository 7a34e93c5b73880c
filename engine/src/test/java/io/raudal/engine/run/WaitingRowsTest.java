package io.raudal.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.raudal.engine.Vector;
import io.raudal.engine.expression.Cells;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WaitingRowsTest {
    private static final List<DataType> TYPES = List.of(
            Simple.STRING,
            Simple.DOUBLE,
            Simple.BIGINT,
            Simple.BOOLEAN,
            Simple.INT,
            new DataType.Decimal(38, 2),
            new DataType.Array(Simple.STRING),
            new DataType.Map(Simple.DOUBLE));

    @TempDir
    private Path folder;

    @Test
    void rows_inMemoryOrInTheFile_comeBackAsTheyWere() {
        List<@Nullable Object[]> rows = List.of(
                new @Nullable Object[] {
                    "a\0b",
                    -0.0,
                    Long.MIN_VALUE,
                    true,
                    -1,
                    new BigDecimal("-0.01"),
                    Arrays.asList("x", null),
                    Map.of("k", 1.5)
                },
                new @Nullable Object[8],
                new @Nullable Object[] {
                    "",
                    Double.NaN,
                    Long.MAX_VALUE,
                    false,
                    7,
                    new BigDecimal("9".repeat(36) + ".99"),
                    List.of(),
                    Map.of()
                });
        for (int memoryBytes : new int[] {1 << 20, 60, 0}) {
            try (WaitingRows waiting = new WaitingRows(TYPES, folder, memoryBytes)) {
                for (int i = 0; i < 30; i++) {
                    Vector[] columns = columns(rows.get(i % 3));
                    waiting.add(2 - i % 2, columns, 0);
                }
                assertThat(waiting.bytesInFile() > 0).isEqualTo(memoryBytes < 1 << 20);
                for (int partition = 1; partition <= 2; partition++) {
                    List<@Nullable Object[]> taken = new ArrayList<>();
                    waiting.take(partition, row -> taken.add(row.clone()));
                    assertThat(taken).hasSize(15);
                    for (int i = 0; i < 15; i++) {
                        assertThat(taken.get(i)).isEqualTo(rows.get((2 * i + 2 - partition) % 3));
                    }
                    waiting.take(
                            partition,
                            row -> assertThat(row).as("a row that was taken").isNull());
                }
            }
        }
    }

    /** Whoever ends the process, and however, nothing stays behind. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void file_whileItIsOpen_hasNoName() {
        try (WaitingRows waiting = new WaitingRows(List.of(Simple.BIGINT), folder, 0)) {
            waiting.add(1, columns(1L), 0);
            assertThat(waiting.bytesInFile()).isPositive();
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void folder_thatIsMissing_isTold() {
        Path missing = folder.resolve("none");
        try (WaitingRows waiting = new WaitingRows(List.of(Simple.BIGINT), missing, 0)) {
            assertThatExceptionOfType(RaudalException.class)
                    .isThrownBy(() -> waiting.add(1, columns(1L), 0))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNWRITABLE_OUTPUT))
                    .satisfies(e -> assertThat(e.in(Locale.ENGLISH)).startsWith(missing + ": is no folder"))
                    .satisfies(e -> assertThat(e.in(new Locale("es"))).startsWith(missing + ": no es una carpeta"));
        }
    }

    private static Vector[] columns(@Nullable Object... values) {
        Vector[] columns = new Vector[values.length];
        for (int i = 0; i < values.length; i++) {
            columns[i] = Vector.of(values.length == 1 ? Simple.BIGINT : TYPES.get(i));
            columns[i].ensure(1);
            Cells.put(columns[i], 0, values[i]);
        }
        return columns;
    }
}
