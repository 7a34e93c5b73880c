package io.raudal.engine.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.raudal.engine.expression.Cells;
import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.model.ErrorCode;
import io.raudal.model.Format;
import io.raudal.model.RaudalException;
import io.raudal.model.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableRowsTest {
    private static final List<Column> COLUMNS = List.of(
            Column.of("name", Simple.STRING),
            Column.of("limit", Simple.DOUBLE),
            Column.of("tags", new DataType.Array(Simple.STRING)));

    @TempDir
    private Path folder;

    private TableRows load(List<Column> columns, Format format, String content) throws IOException {
        Files.write(folder.resolve("t"), content.getBytes(StandardCharsets.UTF_8));
        return TableRows.load(new Table("t", columns, "t", format, List.of()), folder);
    }

    private static List<List<@Nullable Object>> values(TableRows table, List<Column> columns) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int column = 0; column < columns.size(); column++) {
                values.add(Cells.get(
                        table.columns()[column], row, columns.get(column).type()));
            }
            rows.add(values);
        }
        return rows;
    }

    @Test
    void load_rowsOfThePipelineFile_areDecodedAsEventsAre() {
        Map<String, Object> full = new LinkedHashMap<>();
        full.put("name", "é \"quoted\"\n");
        full.put("limit", 25);
        full.put("tags", List.of("a", "b"));
        Map<String, Object> sparse = Map.of("name", 12);
        TableRows table =
                TableRows.load(new Table("t", COLUMNS, null, new Format.Json(), List.of(full, sparse, sparse)), folder);

        assertThat(values(table, COLUMNS))
                .containsExactly(
                        Arrays.asList("é \"quoted\"\n", 25.0, List.of("a", "b")),
                        Arrays.asList("12", null, null),
                        Arrays.asList("12", null, null));
    }

    @Test
    void load_csvAndNdjson_giveTheSameRows() throws IOException {
        List<Column> columns = COLUMNS.subList(0, 2);
        String csv = "\uFEFFlimit,name\n1.5,\"a,\nb\"\n,c\n";
        String json = "{\"name\":\"a,\\nb\",\"limit\":1.5}\n\n{\"limit\":null,\"name\":\"c\"}";

        List<List<@Nullable Object>> expected = List.of(Arrays.asList("a,\nb", 1.5), Arrays.asList("c", null));
        assertThat(values(load(columns, Format.Csv.DEFAULT, csv), columns)).isEqualTo(expected);
        assertThat(values(load(columns, new Format.Json(), json), columns)).isEqualTo(expected);
        assertThat(load(columns, new Format.Json(), "").size()).isZero();
    }

    @Test
    void load_badRows_areReportedTogether() {
        String content = "{\"limit\":1}\n{\"limit\":\"x\"}\n".repeat(25);
        RaudalException refused =
                catchThrowableOfType(RaudalException.class, () -> load(COLUMNS, new Format.Json(), content));

        assertThat(refused.code()).isEqualTo(ErrorCode.UNREADABLE_INPUT);
        String[] rows = refused.in(Locale.ENGLISH).split("; ", -1);
        assertThat(rows[0])
                .startsWith("table t: 25 rows of " + folder.resolve("t") + " do not fit their columns: 2: limit")
                .contains("x");
        assertThat(rows[19]).startsWith("40: ");
        assertThat(rows[20]).isEqualTo("...");
        assertThat(rows).hasSize(21);
        assertThat(refused.in(Locale.forLanguageTag("es"))).startsWith("tabla t: 25 filas de ");
    }

    @Test
    void load_missingFile_isSaid() {
        RaudalException refused = catchThrowableOfType(
                RaudalException.class,
                () -> TableRows.load(new Table("t", COLUMNS, "none.csv", Format.Csv.DEFAULT, List.of()), folder));

        assertThat(refused.code()).isEqualTo(ErrorCode.UNREADABLE_INPUT);
        assertThat(refused.in(Locale.ENGLISH)).isEqualTo("table t: there is no file " + folder.resolve("none.csv"));
    }

    @Test
    void load_packedFile_isUnpacked() throws IOException {
        List<Column> columns = COLUMNS.subList(0, 2);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write("limit,name\n1.5,a\n".getBytes(StandardCharsets.UTF_8));
        }
        Files.write(folder.resolve("t.csv.gz"), packed.toByteArray());
        Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(packed.toByteArray(), 20));

        Table table = new Table("t", columns, "t.csv.gz", Format.Csv.DEFAULT, List.of());
        assertThat(values(TableRows.load(table, folder), columns)).containsExactly(List.of("a", 1.5));
        Table cut = new Table("t", columns, "cut.csv.gz", Format.Csv.DEFAULT, List.of());
        RaudalException refused = catchThrowableOfType(RaudalException.class, () -> TableRows.load(cut, folder));
        assertThat(refused.in(new Locale("es")))
                .isEqualTo("tabla t: no se puede leer " + folder.resolve("cut.csv.gz")
                        + ": los datos gzip se interrumpen en el byte 20");
    }
}
