package io.raudal.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.EventBatch;
import io.raudal.engine.RecordFormat;
import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.Format;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRecordsTest {

    private static List<List<String>> records(String content) throws IOException {
        return records(content.getBytes(StandardCharsets.UTF_8));
    }

    private static List<List<String>> records(byte[] content) throws IOException {
        CsvRecords in = new CsvRecords(new ByteArrayInputStream(content), ',', '"');
        List<List<String>> records = new ArrayList<>();
        for (List<String> record = in.next(); record != null; record = in.next()) {
            records.add(record);
        }
        return records;
    }

    @Test
    void records_haveTheirCells() throws IOException {
        assertThat(records("a,b\r\n\"x\"\"y\",\"1\n2\"\n\n,\nñ"))
                .containsExactly(List.of("a", "b"), List.of("x\"y", "1\n2"), List.of("", ""), List.of("ñ"));
    }

    @Test
    void record_thatBreaksTheRules_costsItsFirstLineAlone() throws IOException {
        assertThat(records("1,\"a\"b,2\n3,4\n\"open,5\n6,7\n"))
                .containsExactly(List.of(), List.of("3", "4"), List.of(), List.of("6", "7"));
        assertThat(records(new byte[] {'a', '\n', (byte) 0xff, '\n', 'b'}))
                .containsExactly(List.of("a"), List.of(), List.of("b"));
    }

    /** Records over the borders of blocks, and larger than one. */
    @Test
    void records_ofAnyLength_areWhole() throws IOException {
        String line = "x".repeat(30_000) + ",\"" + "y\n".repeat(100_000) + "\"\n";
        assertThat(records(line.repeat(5)))
                .containsExactlyElementsOf(List.of(
                        records(line).get(0),
                        records(line).get(0),
                        records(line).get(0),
                        records(line).get(0),
                        records(line).get(0)))
                .first()
                .satisfies(record -> assertThat(record.get(1)).hasSize(200_000));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void records_ofRandomBytes_areThoseThatARunReads(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] content = new byte[200_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) "aab,,\"\n\r\u00e9".charAt(random.nextInt(9));
        }
        List<Column> columns = List.of(Column.of("x", DataType.Simple.STRING), Column.of("y", DataType.Simple.STRING));
        Format.Csv csv = new Format.Csv(false, ',', '"', List.of());
        RecordFormat format = RecordFormats.of(columns, List.of(0, 1), csv, ZoneOffset.UTC);
        EventBatch events = format.newBatch();
        byte[] padded = Arrays.copyOf(content, content.length + 64);
        events.reset(padded, 0);
        format.decoder(new byte[0]).decodeLines(padded, 0, content.length, events);

        List<Integer> theirs = new ArrayList<>();
        for (int row = 0; row < events.size; row++) {
            if (events.dead[row] == null) {
                theirs.add(row);
            }
        }
        List<Integer> ours = new ArrayList<>();
        List<List<String>> records = records(content);
        for (int row = 0; row < records.size(); row++) {
            if (records.get(row).size() == 2) {
                ours.add(row);
            }
        }
        assertThat(records).as("seed %d", seed).hasSize(events.size);
        assertThat(ours).as("seed %d", seed).isEqualTo(theirs).isNotEmpty();
    }
}
