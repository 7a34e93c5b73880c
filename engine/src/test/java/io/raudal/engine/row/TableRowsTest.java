package io.raudal.engine.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.raudal.engine.expression.Cells;
import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.model.ErrorCode;
import io.raudal.model.Format;
import io.raudal.model.Problem;
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
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableRowsTest {
    private static final Locale SPANISH = Locale.forLanguageTag("es");
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
        Problem problem = refused.problems().get(0);
        assertThat(refused.problems()).hasSize(1);
        String[] rows = problem.rule().in(Locale.ENGLISH).split("; ", -1);
        assertThat(rows[0]).isEqualTo("25 rows do not fit the columns (line 2: limit: must be DOUBLE, got \"x\"");
        assertThat(rows[19]).startsWith("line 40: ");
        assertThat(rows[20]).isEqualTo("...)");
        assertThat(rows).hasSize(21);
        assertThat(problem.path()).isEqualTo("spec.tables.t.file");
        assertThat(problem.value()).isEqualTo("t");
        assertThat(problem.remedy()).isNotNull();
    }

    /** Whatever the language of the process, the reader's reaches the innermost part of the sentence. */
    @Test
    void load_badRows_areToldWithTheirLinesInTheReadersLanguage() throws IOException {
        String content = "limit,name\n1.5,\"a\nb\"\n\n1.5,c\nmany,d\n";
        Locale before = Locale.getDefault();
        for (Locale process : List.of(Locale.ENGLISH, SPANISH)) {
            Locale.setDefault(process);
            try {
                RaudalException refused = catchThrowableOfType(
                        RaudalException.class, () -> load(COLUMNS.subList(0, 2), Format.Csv.DEFAULT, content));

                assertThat(refused.in(Locale.ENGLISH))
                        .isEqualTo(
                                "spec.tables.t.file: 1 row does not fit the columns (line 6: limit: must be DOUBLE, got many),"
                                        + " got t; correct what the table holds, or the types of its columns");
                assertThat(refused.in(SPANISH))
                        .isEqualTo(
                                "spec.tables.t.file: 1 fila no encaja en las columnas (línea 6: limit: debe ser DOUBLE, se encontró many),"
                                        + " se encontró t; corrige el contenido de la tabla o los tipos de sus columnas");
            } finally {
                Locale.setDefault(before);
            }
        }
    }

    @Test
    void load_missingFile_isSaid() {
        RaudalException refused = catchThrowableOfType(
                RaudalException.class,
                () -> TableRows.load(new Table("t", COLUMNS, "none.csv", Format.Csv.DEFAULT, List.of()), folder));

        assertThat(refused.code()).isEqualTo(ErrorCode.UNREADABLE_INPUT);
        assertThat(refused.in(Locale.ENGLISH))
                .isEqualTo("spec.tables.t.file: there is no such file, got none.csv;"
                        + " paths start from the folder of the pipeline file");
    }

    @Test
    void load_folder_isSaidWithoutTheWordsOfTheProcess() throws IOException {
        Files.createDirectories(folder.resolve("t.csv"));
        Table table = new Table("t", COLUMNS, "t.csv", Format.Csv.DEFAULT, List.of());
        RaudalException refused = catchThrowableOfType(RaudalException.class, () -> TableRows.load(table, folder));

        assertThat(refused.in(SPANISH))
                .isEqualTo(
                        "spec.tables.t.file: es una carpeta, se encontró t.csv; nombra un solo archivo CSV o NDJSON");
    }

    @Test
    void load_fileThatMustNotBeRead_isSaid() throws IOException {
        Path file = Files.createFile(folder.resolve("t.csv"));
        Files.setPosixFilePermissions(file, Set.of());
        // The superuser may read everything.
        assumeThat(Files.isReadable(file)).isFalse();
        Table table = new Table("t", COLUMNS, "t.csv", Format.Csv.DEFAULT, List.of());
        RaudalException refused = catchThrowableOfType(RaudalException.class, () -> TableRows.load(table, folder));

        assertThat(refused.in(Locale.ENGLISH))
                .isEqualTo("spec.tables.t.file: no permission to read it, got t.csv;"
                        + " let the user that Raudal runs as read it");
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
        assertThat(refused.in(SPANISH))
                .isEqualTo(
                        "spec.tables.t.file: no se puede leer hasta el final: los datos gzip se interrumpen en el byte 20,"
                                + " se encontró cut.csv.gz; pon en su lugar una copia entera");
    }
}
