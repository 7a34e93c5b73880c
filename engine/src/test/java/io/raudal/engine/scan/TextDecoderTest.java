package io.raudal.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raudal.engine.DeadReason;
import io.raudal.engine.RecordFormat;
import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.FieldPath;
import io.raudal.model.Format;
import io.raudal.model.RaudalException;
import io.raudal.model.TimestampFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class TextDecoderTest {
    private static final List<Column> COLUMNS = List.of(
            Column.of("ip", DataType.Simple.STRING),
            new Column(
                    "ts",
                    DataType.Simple.TIMESTAMP,
                    true,
                    FieldPath.of("ts"),
                    new TimestampFormat.Pattern("dd/MMM/yyyy:HH:mm:ss Z"),
                    null),
            Column.of("size", DataType.Simple.BIGINT));
    private static final Format.Text LOG =
            new Format.Text(Pattern.compile("(?<ip>\\S+) \\S+ \\[(?<ts>[^\\]]+)\\] (?:(?<size>\\d+)|-)"));

    private static List<Object> decode(Format.Text text, String content) {
        RecordFormat format = RecordFormats.of(COLUMNS, List.of(0, 1, 2), text, ZoneOffset.UTC);
        return Decoded.lines(format.decoder(new byte[0]), format.newBatch(), content);
    }

    @Test
    void lines_giveTheirGroups_andNullWhereOneTookNoPart() {
        long time = Instant.parse("2015-05-17T10:05:03Z").getEpochSecond() * 1_000_000;
        assertThat(decode(
                        LOG,
                        "1.2.3.4 - [17/May/2015:12:05:03 +0200] 77\r\n\n\u00e9\u4e2d - [17/May/2015:10:05:03 +0000] -"))
                .containsExactly(List.of("1.2.3.4", time, 77L), Arrays.asList("\u00e9\u4e2d", time, null));
    }

    @Test
    void byteOrderMark_aheadOfALine_isDead() {
        String line = "a - [17/May/2015:12:05:03 +0200] -\n";
        List<Object> rows = decode(LOG, "\ufeff" + line + "\u00e9\ufeff" + line);
        assertThat(rows).hasSize(2).first().isEqualTo(DeadReason.MALFORMED);
        assertThat(rows.get(1)).asInstanceOf(InstanceOfAssertFactories.LIST).startsWith("\u00e9\ufeffa");
    }

    @Test
    void lines_thatDoNotMatchOrFit_areDead() {
        assertThat(
                        decode(
                                LOG,
                                "nothing\na - [31/Feb/2015:10:05:03 +0000] 1\na - [17/May/2015:10:05:03 +0000] 99999999999999999999\n"))
                .containsExactly(DeadReason.MALFORMED, DeadReason.TYPE, DeadReason.TYPE);
    }

    @Test
    void line_thatIsNotUtf8_isDeadAsEncoding() {
        RecordFormat format = RecordFormats.of(COLUMNS, List.of(0), LOG, ZoneOffset.UTC);
        byte[] content = "\u00e9 - [x] 1".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Decoded.lines(format.decoder(new byte[0]), format.newBatch(), content, 0, 1))
                .containsExactly(DeadReason.ENCODING);
    }

    @Test
    void line_thatMakesThePatternBacktrackForEver_isDead() {
        Format.Text cruel = new Format.Text(Pattern.compile("(?<ip>(a+)+)(?<ts>b)(?<size>c)"));
        assertThat(decode(cruel, "a".repeat(60) + "!\n")).containsExactly(DeadReason.MALFORMED);
    }

    @Test
    void line_thatTakesTheMatcherTooDeep_isDead() {
        Format.Text deep = new Format.Text(Pattern.compile("(?<ip>(a|b)*)(?<ts>c)?(?<size>d)?"));
        assertThat(decode(deep, "ab".repeat(200_000) + "\n")).containsExactly(DeadReason.MALFORMED);
    }

    @Test
    void pattern_withoutAColumnsGroup_isRefused() {
        assertThatThrownBy(() -> decode(new Format.Text(Pattern.compile("(?<ip>.*)(?<ts>.*)")), ""))
                .isInstanceOf(RaudalException.class)
                .hasMessageContaining("size");
    }
}
