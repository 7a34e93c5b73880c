package io.raudal.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.run.RunProgress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private long nowMillis;
    private final InstantSource clock = () -> Instant.ofEpochMilli(nowMillis);

    @Test
    void show_shortRun_saysNothing() {
        ProgressLine line = line(Locale.ENGLISH);
        nowMillis = 100;
        line.show(new RunProgress(10, 100, 1_000, 0, 0));
        line.end();

        assertThat(written.toString(UTF_8)).isEmpty();
    }

    @Test
    void show_knownSize_saysRateShareAndTimeLeft() {
        ProgressLine line = line(Locale.ENGLISH);
        nowMillis = 30_000;
        line.show(new RunProgress(25, 100, 60_000, 0, 0));

        assertThat(written.toString(UTF_8)).endsWith("60,000 events, 2,000 a second, 25 % of the input, 1:30 left");
    }

    @Test
    void show_unknownSize_saysRateAlone() {
        ProgressLine line = line(new Locale("es"));
        nowMillis = 2_000;
        line.show(new RunProgress(25, -1, 60_000, 0, 0));

        assertThat(written.toString(UTF_8)).endsWith("60.000 eventos, 30.000 por segundo");
    }

    @Test
    void show_bytes_saysShareAndTimeLeftTenTimesASecondAtMost() {
        ProgressLine line = line(Locale.ENGLISH);
        nowMillis = 30_000;
        line.show(250, 1_000);
        nowMillis = 30_050;
        line.show(260, 1_000);

        assertThat(written.toString(UTF_8)).endsWith("25 %, 1:30 left");
    }

    @Test
    void end_afterShow_removesTheLineForGood() {
        ProgressLine line = line(Locale.ENGLISH);
        nowMillis = 2_000;
        line.show(new RunProgress(25, 100, 60_000, 0, 0));
        line.end();
        String shown = written.toString(UTF_8);
        line.show(new RunProgress(50, 100, 120_000, 0, 0));

        assertThat(shown).endsWith("\r\u001b[K");
        assertThat(written.toString(UTF_8)).isEqualTo(shown);
    }

    private ProgressLine line(Locale locale) {
        return new ProgressLine(new PrintStream(written, true, UTF_8), locale, clock);
    }
}
