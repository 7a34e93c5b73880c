package io.raudal.query.stream;

import io.raudal.engine.Detail;
import io.raudal.engine.live.AsideRecord;
import io.raudal.engine.log.Log;
import io.raudal.engine.step.AsideBatch.FailedView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The newest events of streams, late and dead ones among them, in pages. Blocks; any thread may use it. */
public final class StreamPages {
    private static final Comparator<LogEntry> NEWEST_FIRST = Comparator.comparingLong(LogEntry::appendMillis)
            .thenComparingInt(LogEntry::partition)
            .thenComparingLong(LogEntry::offset)
            .reversed();

    private static final int MAX_PART = 500;
    /** So many events are looked at for a page of those with a reason. */
    private static final int MAX_LOOKED_AT = 20_000;
    /** A page ends when it has so many bytes. */
    private static final int MAX_BYTES = 1 << 24;

    private final Log log;
    private final Duration patience;
    private final Map<String, ReasonCounts> counts = new ConcurrentHashMap<>();

    /** @param patience for the log to answer */
    public StreamPages(Log log, Duration patience) {
        this.log = log;
        this.patience = patience;
    }

    /** A page's bounds by partition; see {@link #text}. */
    public static Optional<Map<Integer, Long>> bounds(String text) {
        Map<Integer, Long> bounds = new TreeMap<>();
        try {
            for (String part : text.split("\\.", -1)) {
                int dash = part.indexOf('-');
                if (dash < 1) {
                    return Optional.empty();
                }
                bounds.put(Integer.valueOf(part.substring(0, dash)), Long.valueOf(part.substring(dash + 1)));
            }
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
        return Optional.of(bounds);
    }

    /** The newest events over all partitions ({@code EventPage}). */
    public JsonObject newest(String stream, int limit) {
        LogLook look = new LogLook(log, stream, patience);
        List<BackwardReader> readers = readers(look, Map.of(), Math.min(limit, MAX_PART));
        JsonArray events = new JsonArray();
        int bytes = 0;
        while (events.size() < limit && bytes < MAX_BYTES) {
            LogEntry entry = next(look, readers);
            if (entry == null) {
                break;
            }
            events.add(EventDocument.of(entry.partition(), entry.offset(), entry.appendMillis(), entry.bytes()));
            bytes += Math.min(entry.bytes().length, EventDocument.MAX_BYTES);
            skip(readers, entry);
        }
        return new JsonObject().put("events", events);
    }

    /**
     * A page of the late or dead events of a stream ({@code AsidePage}).
     *
     * @param before bounds that an earlier page ended with; empty for the newest ones
     * @param reason only those that were set aside for it; null for any
     * @param replayed those of some ids that were taken in again
     * @param locale of what is said about them
     */
    public JsonObject aside(
            String stream,
            int limit,
            Map<Integer, Long> before,
            @Nullable String reason,
            UnaryOperator<Set<String>> replayed,
            Locale locale) {
        int part = reason == null ? Math.min(limit, MAX_PART) : MAX_PART;
        LogLook look = new LogLook(log, stream, patience);
        List<BackwardReader> readers = readers(look, before, part);
        Map<String, JsonObject> events = new LinkedHashMap<>();
        int bytes = 0;
        int lookedAt = 0;
        while (events.size() < limit && bytes < MAX_BYTES && lookedAt < MAX_LOOKED_AT) {
            LogEntry entry = next(look, readers);
            if (entry == null) {
                break;
            }
            AsideRecord record = AsideRecord.read(entry.bytes()).orElse(null);
            if (record != null && (reason == null || reason.equals(record.reason()))) {
                events.put(entry.partition() + "-" + entry.offset(), document(entry, record, locale));
                bytes += Math.min(entry.bytes().length, EventDocument.MAX_BYTES);
            }
            lookedAt++;
            skip(readers, entry);
        }
        replayed.apply(events.keySet())
                .forEach(id -> Objects.requireNonNull(events.get(id)).put("replayed", true));
        JsonObject page = new JsonObject()
                .put("events", new JsonArray(List.copyOf(events.values())))
                .put("reasons", reasons(stream));
        if (readers.stream().anyMatch(BackwardReader::hasMore)) {
            page.put("next", text(readers));
        }
        return page;
    }

    private JsonObject reasons(String stream) {
        JsonObject reasons = new JsonObject();
        counts.computeIfAbsent(stream, any -> new ReasonCounts())
                .count(new LogLook(log, stream, patience.dividedBy(2)))
                .forEach(reasons::put);
        return reasons;
    }

    private static JsonObject document(LogEntry entry, AsideRecord record, Locale locale) {
        JsonObject document = EventDocument.of(entry.partition(), record.offset(), entry.appendMillis(), record.raw())
                .put("id", entry.partition() + "-" + entry.offset())
                .put("kind", record.kind())
                .put("reason", record.reason());
        Detail detail = record.detail();
        if (detail != null) {
            document.put("detail", detail.in(locale));
        }
        if (record.isCut()) {
            document.put("truncated", true);
        }
        if (!record.view().isEmpty()) {
            document.put("view", record.view());
        }
        if (!record.otherViews().isEmpty()) {
            JsonArray others = new JsonArray();
            for (FailedView other : record.otherViews()) {
                others.add(new JsonObject()
                        .put("view", other.view())
                        .put("reason", other.reason())
                        .put("detail", other.detail().in(locale)));
            }
            document.put("otherViews", others);
        }
        return document;
    }

    private static List<BackwardReader> readers(LogLook look, Map<Integer, Long> before, int part) {
        List<BackwardReader> readers = new ArrayList<>();
        for (int partition = 0; partition < look.partitions(); partition++) {
            readers.add(new BackwardReader(look, partition, before.getOrDefault(partition, Long.MAX_VALUE), part));
        }
        return readers;
    }

    private static @Nullable LogEntry next(LogLook look, List<BackwardReader> readers) {
        BackwardReader.fill(look, readers);
        LogEntry newest = null;
        for (BackwardReader reader : readers) {
            LogEntry entry = reader.peek();
            if (entry != null && (newest == null || NEWEST_FIRST.compare(entry, newest) < 0)) {
                newest = entry;
            }
        }
        return newest;
    }

    private static void skip(List<BackwardReader> readers, LogEntry entry) {
        readers.get(entry.partition()).skip();
    }

    /** Where each partition is, such as {@code 0-120.1-77}. */
    private static String text(List<BackwardReader> readers) {
        return readers.stream()
                .map(reader -> reader.partition() + "-" + reader.position())
                .collect(Collectors.joining("."));
    }
}
