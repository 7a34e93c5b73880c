package io.raudal.engine.live;

import io.raudal.engine.live.AsideReplay.Item;
import io.raudal.engine.live.AsideReplay.Refused;
import io.raudal.engine.log.Log;
import io.raudal.engine.step.ScannedBatch;
import io.raudal.engine.step.StreamScan;
import io.raudal.model.Message;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Finds out what a replay of late or dead events does: which of them can be taken, and which windows they fall in. One thread. */
final class ReplayPlan {

    /**
     * An event that can be taken.
     *
     * @param raw as it is to be taken
     * @param millis event time
     */
    record Event(Item item, byte[] raw, long millis) {}

    private final PipelinePlan plan;
    private final AsideReplay replay;
    private final ReplayedEvents replayed;
    private final StreamScan scan;
    private final long missingUntil;
    private final long highestWatermark;
    private final long nowMillis;
    private final List<ViewPlan> views;
    private final List<ViewPlan> direct;
    private final List<Event> taken = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private final Set<List<Object>> windows = new HashSet<>();

    /**
     * @param scan of the stream
     * @param missingUntil windows of the stream that start later are whole in the log; in milliseconds
     * @param highestWatermarkMicros of the stream's partitions: an event that is older may be late
     * @param nowMillis when dead events would be appended
     * @param views that read the stream, directly or through others
     * @param direct those of them that read it directly or through row views
     */
    ReplayPlan(
            PipelinePlan plan,
            AsideReplay replay,
            ReplayedEvents replayed,
            StreamScan scan,
            long missingUntil,
            long highestWatermarkMicros,
            long nowMillis,
            List<ViewPlan> views,
            List<ViewPlan> direct) {
        this.plan = plan;
        this.replay = replay;
        this.replayed = replayed;
        this.scan = scan;
        this.missingUntil = missingUntil;
        this.highestWatermark = highestWatermarkMicros;
        this.nowMillis = nowMillis;
        this.views = views;
        this.direct = direct;
    }

    /** Goes through the events that are asked for. */
    void read(Log log) throws InterruptedException {
        String stream = replay.stream() + (replay.isLate() ? PipelineData.LATE : PipelineData.DEAD);
        Map<Integer, Map<Long, Item>> asked = new TreeMap<>();
        replay.events()
                .forEach(item -> asked.computeIfAbsent(item.partition(), any -> new TreeMap<>())
                        .put(item.offset(), item));
        String topic = PipelineData.topic(plan.pipeline(), stream);
        for (int partition = 0; partition < log.partitions(topic); partition++) {
            Map<Long, Item> own = asked.remove(partition);
            if (own == null && !replay.events().isEmpty()) {
                continue;
            }
            int number = partition;
            long from = own == null
                    ? 0
                    : own.keySet().stream().mapToLong(offset -> offset).min().orElse(0);
            AsideEvents.read(log, topic, partition, Math.max(0, from), (record, offset) -> {
                Item item = own == null ? new Item(number, offset, null) : own.remove(offset);
                if (item != null && (own != null || isMeant(stream, item, record))) {
                    take(stream, item, record);
                }
            });
            if (own != null) {
                own.values().forEach(item -> refuse(item, "replay.gone"));
            }
        }
        asked.values().forEach(items -> items.values().forEach(item -> refuse(item, "replay.gone")));
    }

    /** Of all events, those that were not replayed and have the reason. */
    private boolean isMeant(String stream, Item item, AsideRecord record) {
        return !replayed.contains(stream, item.partition(), item.offset())
                && (replay.reason() == null || replay.reason().equals(record.reason()));
    }

    private void take(String stream, Item item, AsideRecord record) {
        if (replayed.contains(stream, item.partition(), item.offset())) {
            refuse(item, "replay.again");
        } else if (record.isFailed()) {
            refuse(item, "replay.failed", record.view());
        } else if (record.isCut() && item.text() == null) {
            refuse(item, "replay.cut", Integer.toString(record.length()), Integer.toString(record.raw().length));
        } else if (replay.isLate() && item.text() != null) {
            refuse(item, "replay.late-text");
        } else {
            String text = item.text();
            decode(item, text == null ? record.raw() : text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void decode(Item item, byte[] raw) {
        ScannedBatch batch = CatchUp.scan(scan, raw, 0);
        if (batch.isDead(0)) {
            refused.add(
                    new Refused(item, Objects.requireNonNull(batch.detail(0)).message()));
            return;
        }
        if (!replay.isLate() && scan.isAhead(batch.timeMicros(0), nowMillis)) {
            refuse(
                    item,
                    "replay.future",
                    scan.timeColumn(),
                    Instant.EPOCH.plus(batch.timeMicros(0), ChronoUnit.MICROS).toString());
            return;
        }
        long millis = Math.floorDiv(batch.timeMicros(0), 1000);
        boolean isLate = replay.isLate() || batch.timeMicros(0) < highestWatermark;
        if (!isLate || isWithin(item, millis)) {
            taken.add(new Event(item, raw, millis));
            if (isLate) {
                direct.forEach(view -> ViewWindows.at(view, millis)
                        .forEach(bounds -> windows.add(List.of(view.name(), bounds.start(), bounds.end()))));
            }
        }
    }

    /** Whether all that the time counts in can be made again; else the event is refused. */
    private boolean isWithin(Item item, long millis) {
        if (missingUntil == Long.MIN_VALUE) {
            return true;
        }
        long lengths = views.stream()
                .filter(view -> !direct.contains(view))
                .mapToLong(ViewWindows::lengthMillis)
                .sum();
        for (ViewPlan view : direct) {
            if (ViewWindows.isUnbounded(view)) {
                refuse(item, "replay.unbounded", view.name());
                return false;
            }
            for (ViewWindows.Bounds bounds : ViewWindows.at(view, millis)) {
                if (bounds.start() - lengths <= missingUntil) {
                    refuse(
                            item,
                            "replay.beyond",
                            view.name(),
                            Instant.ofEpochMilli(bounds.start()).toString(),
                            Instant.ofEpochMilli(missingUntil).toString());
                    return false;
                }
            }
        }
        return true;
    }

    private void refuse(Item item, String key, String... arguments) {
        refused.add(new Refused(item, new Message(EngineSnapshot.MESSAGES, key, List.of(arguments))));
    }

    List<Event> taken() {
        return taken;
    }

    List<Refused> refused() {
        return refused;
    }

    int windows() {
        return windows.size();
    }

    /** The time of the oldest event; in milliseconds. */
    long oldestMillis() {
        return taken.stream().mapToLong(Event::millis).min().orElse(Long.MAX_VALUE);
    }
}
