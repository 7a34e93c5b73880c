package io.raudal.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.log.LogStream;
import io.raudal.engine.log.MemoryLog;
import io.raudal.engine.log.Slices;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsideEventsTest {
    @Test
    void read_amongWhatOthersWrote_givesOurs() throws Exception {
        try (MemoryLog log = new MemoryLog(InstantSource.system())) {
            log.ensure(new LogStream("plant.readings.dead", 1, Duration.ofHours(1), 1 << 20));
            append(log, record(3));
            append(log, "anything".getBytes(StandardCharsets.UTF_8));
            append(log, record(5));
            append(log, new byte[0]);
            List<Long> offsets = new ArrayList<>();
            AsideEvents.read(log, "plant.readings.dead", 0, 0, (record, at) -> {
                offsets.add(at);
                offsets.add(record.offset());
            });
            assertThat(offsets).containsExactly(0L, 3L, 2L, 5L);
        }
    }

    private static byte[] record(long offset) {
        return new AsideRecord("dead", "not-null", null, "", offset, new byte[] {1}).toBytes();
    }

    private static void append(MemoryLog log, byte[] event) throws Exception {
        Slices slices = new Slices();
        slices.add(event, 0, event.length);
        log.append("plant.readings.dead", 0, slices).toCompletableFuture().get();
    }
}
