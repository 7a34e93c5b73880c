package io.raudal.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raudal.engine.DeadReason;
import io.raudal.engine.EventBatch;
import io.raudal.engine.RecordFormat;
import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.ErrorCode;
import io.raudal.model.FieldPath;
import io.raudal.model.Format;
import io.raudal.model.RaudalException;
import io.raudal.model.TimestampFormat;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvDecoderTest {
    private static final List<Column> COLUMNS = List.of(
            Column.of("name", DataType.Simple.STRING),
            new Column("depth", DataType.Simple.INT, true, FieldPath.of("Depth (km)"), new TimestampFormat.Iso(), null),
            new Column(
                    "twice", DataType.Simple.INT, false, FieldPath.of("twice"), new TimestampFormat.Iso(), "depth * 2"),
            Column.of("tags", new DataType.Array(DataType.Simple.INT)));

    private static List<Object> decode(Format.Csv csv, String header, String content) {
        RecordFormat format = RecordFormats.of(COLUMNS, List.of(0, 1, 3), csv, ZoneOffset.UTC);
        return Decoded.lines(format.decoder(header.getBytes(StandardCharsets.UTF_8)), format.newBatch(), content);
    }

    @Test
    void columns_areFoundByTheirNamesInTheHeader() {
        assertThat(decode(Format.Csv.DEFAULT, "x,\"Depth (km)\",tags,name\r\n", "1,2,\"[3,4]\",n\r\n\r\n5,6,,m"))
                .containsExactly(List.of("n", 2L, List.of(3, 4)), Arrays.asList("m", 6L, null));
    }

    @Test
    void columns_withoutAHeader_areByPositionOverFields() {
        assertThat(decode(new Format.Csv(false, '\t', '\'', List.of("NA")), "", "'it''s'\t7\tNA\n\tNA\t[]\n"))
                .containsExactly(Arrays.asList("it's", 7L, null), DeadReason.NOT_NULL);
    }

    @Test
    void nulls_applyToUnquotedCellsOnly() {
        Format.Csv csv = new Format.Csv(true, ',', '"', List.of("", "NA"));
        assertThat(decode(csv, "name,Depth (km),tags\n", "NA,1,\n\"NA\",1,\"\"\n\"\",1,NA\n"))
                .containsExactly(Arrays.asList(null, 1L, null), DeadReason.TYPE, Arrays.asList("", 1L, null));
    }

    @Test
    void header_withNothingAlike_namesNoNearest() {
        assertThatThrownBy(() -> decode(Format.Csv.DEFAULT, "k,ts\n", ""))
                .hasMessage("column name: the header has no name; its names are: k, ts");
    }

    @Test
    void header_ofAFileWithoutLineFeeds_saysWhatIsWrongWithIt() {
        assertThatThrownBy(() -> decode(Format.Csv.DEFAULT, "name,Depth (km),tags\rx,1,[]\ry,2,[]", ""))
                .hasMessageContaining("carriage return")
                .hasMessageContaining("tr '\\r' '\\n'")
                .hasMessageNotContaining("Depth");
    }

    @Test
    void header_thatLacksAColumn_namesTheNearest() {
        assertThatThrownBy(() -> decode(Format.Csv.DEFAULT, "name,Deepth (km),tags\n", ""))
                .isInstanceOfSatisfying(
                        RaudalException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREADABLE_INPUT))
                .hasMessageContaining("depth")
                .hasMessageContaining("nearest name is Deepth (km)");
    }

    @Test
    void brokenRecords_areDeadAlone() {
        String good = "a,1,\n";
        String content = good + "a,1\n" + good + "a,1,2,3\n" + good + "\"a\"b,1,\n" + good + "\"open,1,\n" + good;
        RecordFormat format = RecordFormats.of(COLUMNS, List.of(0, 1, 3), Format.Csv.DEFAULT, ZoneOffset.UTC);
        EventBatch batch = format.newBatch();
        Object well = Arrays.asList("a", 1L, null);
        Object dead = DeadReason.MALFORMED;
        byte[] header = "name,Depth (km),tags\n".getBytes(StandardCharsets.UTF_8);
        assertThat(Decoded.lines(format.decoder(header), batch, content))
                .containsExactly(well, dead, well, dead, well, dead, well, dead, well);
        assertThat(batch.details[1]).hasToString("the record has 2 cells, expected 3");
        assertThat(batch.details[5]).asString().contains("byte 4");
        assertThat(batch.details[7]).asString().contains("byte 1").contains("not closed");
    }

    @Test
    void invalidUtf8_anywhereInARecord_isDeadAsEncoding() {
        RecordFormat format =
                RecordFormats.of(COLUMNS, List.of(0), new Format.Csv(false, ',', '"', List.of("")), ZoneOffset.UTC);
        byte[] content = "a,1,x\nb,2,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Decoded.lines(format.decoder(new byte[0]), format.newBatch(), content, 5, 1))
                .containsExactly(List.of("a"), DeadReason.ENCODING);
    }

    @Test
    void record_ofALog_isOneEventWithItsLineEnds() {
        RecordFormat format =
                RecordFormats.of(COLUMNS, List.of(0, 1), new Format.Csv(false, ',', '"', List.of("")), ZoneOffset.UTC);
        EventBatch batch = format.newBatch();
        assertThat(Decoded.record(format.decoder(new byte[0]), batch, "\"a\nb\",1,"))
                .isEqualTo(List.of("a\nb", 1L));
        assertThat(Decoded.record(format.decoder(new byte[0]), batch, "a,1,\n")).isEqualTo(List.of("a", 1L));
        assertThat(Decoded.record(format.decoder(new byte[0]), batch, "a,1,\nb,2,"))
                .isEqualTo(DeadReason.MALFORMED);
    }

    @Test
    void header_withANameTwice_isRefusedWhereAColumnReadsIt() {
        assertThatThrownBy(() -> decode(Format.Csv.DEFAULT, "name,Depth (km),name,tags,name\n", ""))
                .isInstanceOfSatisfying(
                        RaudalException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREADABLE_INPUT))
                .hasMessageContaining("column name: the header has name more than once, in the cells 1, 3, 5");
        assertThat(decode(Format.Csv.DEFAULT, "x,name,Depth (km),x,tags\n", "1,a,2,3,[4]\n"))
                .containsExactly(List.of("a", 2L, List.of(4)));
    }

    @Test
    void columns_ofOnePathWithoutAHeader_areCellsOfTheirOwn() {
        List<Column> columns = List.of(
                new Column("first", DataType.Simple.STRING, false, FieldPath.of("x"), new TimestampFormat.Iso(), null),
                new Column(
                        "second", DataType.Simple.STRING, false, FieldPath.of("x"), new TimestampFormat.Iso(), null));
        RecordFormat format =
                RecordFormats.of(columns, List.of(0, 1), new Format.Csv(false, ',', '"', List.of("")), ZoneOffset.UTC);
        assertThat(Decoded.lines(format.decoder(new byte[0]), format.newBatch(), "a,b\n"))
                .containsExactly(List.of("a", "b"));
    }

    @Test
    void byteOrderMark_aheadOfARecord_isDead() {
        RecordFormat format =
                RecordFormats.of(COLUMNS, List.of(0), new Format.Csv(false, ',', '"', List.of("")), ZoneOffset.UTC);
        byte[] content = "\ufeffa,1,\nb,\ufeff,\n\ufeff\"c\",1,".getBytes(StandardCharsets.UTF_8);
        assertThat(Decoded.lines(format.decoder(new byte[0]), format.newBatch(), content, 0, 0))
                .containsExactly(DeadReason.MALFORMED, List.of("b"), DeadReason.MALFORMED);
    }

    @Test
    void quotedCell_openForTooLong_costsOneRecord() {
        RecordFormat format =
                RecordFormats.of(COLUMNS, List.of(0), new Format.Csv(false, ',', '"', List.of("")), ZoneOffset.UTC);
        String content = "\"open\n" + "a,1,\n".repeat(CsvScanner.MAX_QUOTED / 5 + 1);
        byte[] block = Decoded.block(content.getBytes(StandardCharsets.UTF_8), 0, new java.util.Random(1));
        assertThat(format.lastRecordEnd(block, 0, content.length())).isEqualTo(content.length());
        assertThat(format.lastRecordEnd(block, 0, 1000)).isZero();
    }

    @Test
    void delimiter_pastAscii_isRefused() {
        assertThatThrownBy(() -> RecordFormats.of(
                        COLUMNS, List.of(0), new Format.Csv(true, '\u00a6', '"', List.of()), ZoneOffset.UTC))
                .isInstanceOfSatisfying(
                        RaudalException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PIPELINE));
    }
}
