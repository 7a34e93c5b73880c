package io.raudal.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raudal.engine.Decoder;
import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.Format;
import io.raudal.model.RaudalException;
import io.raudal.model.Stream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RecordCutterTest {
    private static final int MAX = 40;

    @Test
    void json_oneObject_isOneRecordOverItsLines() {
        assertThat(records(RecordCutter.json(MAX), " {\"a\":\n 1}\n")).containsExactly("{\"a\":\n 1}");
    }

    @Test
    void json_array_isARecordAnElement() {
        assertThat(records(RecordCutter.json(MAX), "[ {\"a\":[1,2]} , {\"b\":\"]\"}, 3 ]"))
                .containsExactly("{\"a\":[1,2]}", "{\"b\":\"]\"}", "3");
        assertThat(records(RecordCutter.json(MAX), "[]")).isEmpty();
        assertThat(records(RecordCutter.json(MAX), "")).isEmpty();
    }

    @Test
    void json_textsBehindEachOther_areRecords() {
        assertThat(records(RecordCutter.json(MAX), "{\"a\":1}\n{\"a\":2} {\"a\":3}"))
                .containsExactly("{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
    }

    @Test
    void json_brokenInTheMiddle_keepsWhatCameBeforeAndRejectsTheRest() {
        CutBody cut = cut(RecordCutter.json(MAX), "[{\"a\":1},\n{\"a\":}, {\"a\":3}]");

        assertThat(texts(cut)).containsExactly("{\"a\":1}");
        assertThat(cut.rejected()).hasSize(1);
        assertThat(cut.rejected().get(0).line()).isEqualTo(2);
        assertThat(cut.rejected().get(0).reason().in(Locale.ROOT)).isEqualTo("byte 6: a JSON value must stand here");
    }

    @Test
    void json_cutOffArray_rejectsTheEnd() {
        for (String body : List.of("[{\"a\":1}", "[{\"a\":1},", "[{\"a\":1},{\"a\"", "[")) {
            CutBody cut = cut(RecordCutter.json(MAX), body);
            assertThat(cut.rejected()).as(body).hasSize(1);
            assertThat(texts(cut)).as(body).hasSize(body.length() > 1 ? 1 : 0);
        }
    }

    @Test
    void lines_areRecordsWithoutBlankOnes() {
        assertThat(records(RecordCutter.lines(MAX), "\uFEFF{\"a\":1}\r\n\n  \n{broken\nlast"))
                .containsExactly("{\"a\":1}", "{broken", "last");
    }

    @Test
    void lines_tooLong_isRejectedAlone() {
        CutBody cut = cut(RecordCutter.lines(MAX), "a\n" + "x".repeat(MAX + 1) + "\nb");

        assertThat(texts(cut)).containsExactly("a", "b");
        assertThat(cut.rejected().get(0).line()).isEqualTo(2);
        assertThat(cut.rejected().get(0).reason().in(Locale.ROOT)).startsWith("the record has 41 bytes, at most 40");
    }

    @Test
    void csv_headerInOrder_isLeftOut() {
        assertThat(records(csv(), "a,b\n1,\"x,\ny\"\n2,z")).containsExactly("1,\"x,\ny\"", "2,z");
    }

    @Test
    void csv_headerInAnotherOrder_putsCellsIntoTheOrderOfTheColumns() {
        assertThat(records(csv(), "b,more,a\nx,0,1\n\"q\"\"r\",0,2\n")).containsExactly("1,x", "2,\"q\"\"r\"");
    }

    @Test
    void csv_recordWithAnotherNumberOfCellsThanAMovedHeader_isRejected() {
        CutBody cut = cut(csv(), "b,a\n1,2\n3\n4,5");

        assertThat(texts(cut)).containsExactly("2,1", "5,4");
        assertThat(cut.rejected().get(0).line()).isEqualTo(3);
    }

    @Test
    void csv_headerWithoutAColumn_isAnError() {
        assertThatThrownBy(() -> cut(csv(), "a,c\n1,2\n"))
                .isInstanceOf(RaudalException.class)
                .hasMessageContaining("the header has no b");
    }

    private static RecordCutter csv() {
        List<Column> columns = List.of(column("a"), column("b"));
        Stream stream = new Stream(
                "cells",
                columns,
                new Format.Csv(true, ',', '"', List.of("")),
                ZoneOffset.UTC,
                new Stream.Time("a", Duration.ZERO, Duration.ZERO, Duration.ZERO),
                null,
                null,
                1,
                Duration.ofDays(1),
                List.of());
        return RecordCutter.csv(stream, MAX);
    }

    private static Column column(String name) {
        return Column.of(name, DataType.Simple.STRING);
    }

    private static List<String> records(RecordCutter cutter, String body) {
        CutBody cut = cut(cutter, body);
        assertThat(cut.rejected()).isEmpty();
        return texts(cut);
    }

    private static CutBody cut(RecordCutter cutter, String body) {
        byte[] utf8 = body.getBytes(StandardCharsets.UTF_8);
        return cutter.cut(Arrays.copyOf(utf8, utf8.length + Decoder.PADDING), utf8.length);
    }

    private static List<String> texts(CutBody cut) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < cut.events().size(); i++) {
            texts.add(cut.events().string(i));
        }
        return texts;
    }
}
