package io.raudal.cli.run;

import io.raudal.cli.terminal.Counts;
import io.raudal.cli.terminal.TextTable;
import io.raudal.cli.terminal.Texts;
import io.raudal.engine.DeadReason;
import io.raudal.engine.run.RunResult;
import io.raudal.engine.step.LateReason;
import io.raudal.engine.step.Ledger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The ledger of a run: for people a sum a stream and a sum a view, for programs a document. */
final class LedgerReport {
    private final RunResult result;

    LedgerReport(RunResult result) {
        this.result = result;
    }

    List<String> lines(Locale locale) {
        TextTable sums = new TextTable("lrlrlrlrlr");
        sums.row(headings("ledger.streams", locale));
        List<List<String>> views = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (Map.Entry<String, Ledger> entry : result.ledgers().entrySet()) {
            Ledger ledger = entry.getValue();
            sums.row(sum(
                    entry.getKey(),
                    locale,
                    ledger.received(),
                    ledger.delivered(),
                    ledger.duplicate(),
                    ledger.late(),
                    ledger.dead()));
            for (String view : ledger.views()) {
                views.add(sum(
                        view,
                        locale,
                        ledger.delivered(),
                        ledger.used(view),
                        ledger.filtered(view),
                        ledger.failed(view)));
            }
            addReasons(entry.getKey(), ledger, reasons, locale);
        }
        sums.row(headings("ledger.views", locale));
        views.forEach(sums::row);
        List<String> lines = new ArrayList<>(sums.lines(""));
        lines.addAll(reasons);
        result.failedRows()
                .forEach((view, rows) -> lines.add(Texts.message(
                                "ledger.rows",
                                view,
                                Counts.text(rows.count(), locale),
                                rows.first().in(locale))
                        .in(locale)));
        return lines;
    }

    /** @param warnings of the pipeline file */
    Map<String, Object> document(List<String> warnings, Locale locale) {
        Map<String, Object> streams = new LinkedHashMap<>();
        result.ledgers()
                .forEach((name, ledger) ->
                        streams.put(name, document(ledger, result.rejected().getOrDefault(name, 0L))));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("streams", streams);
        Map<String, Object> rows = new LinkedHashMap<>();
        result.failedRows().forEach((view, failed) -> rows.put(view, failed.count()));
        document.put("failedRows", rows);
        document.put("cancelled", result.cancelled());
        document.put(
                "failures",
                result.failures().stream()
                        .map(failure -> {
                            Map<String, Object> keys = new LinkedHashMap<>();
                            keys.put("stream", failure.stream());
                            keys.put("input", failure.input());
                            keys.put("message", failure.error().in(locale));
                            return keys;
                        })
                        .toList());
        document.put("warnings", warnings);
        return document;
    }

    private static Map<String, Object> document(Ledger ledger, long rejected) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("received", ledger.received());
        document.put("delivered", ledger.delivered());
        document.put("duplicate", ledger.duplicate());
        document.put("late", ledger.late());
        document.put("dead", ledger.dead());
        document.put("rejected", rejected);
        Map<String, Object> late = new LinkedHashMap<>();
        for (LateReason reason : LateReason.values()) {
            if (ledger.late(reason) > 0) {
                late.put(reason.text(), ledger.late(reason));
            }
        }
        Map<String, Object> dead = new LinkedHashMap<>();
        for (DeadReason reason : DeadReason.values()) {
            if (ledger.dead(reason) > 0) {
                dead.put(reason.text(), ledger.dead(reason));
            }
        }
        document.put("lateReasons", late);
        document.put("deadReasons", dead);
        Map<String, Object> views = new LinkedHashMap<>();
        for (String view : ledger.views()) {
            Map<String, Object> counts = new LinkedHashMap<>();
            counts.put("used", ledger.used(view));
            counts.put("filtered", ledger.filtered(view));
            counts.put("failed", ledger.failed(view));
            counts.put("failedReasons", ledger.failures(view));
            views.put(view, counts);
        }
        document.put("views", views);
        return document;
    }

    private void addReasons(String stream, Ledger ledger, List<String> lines, Locale locale) {
        for (LateReason reason : LateReason.values()) {
            if (ledger.late(reason) > 0) {
                lines.add(reason("ledger.late", stream, reason.text(), ledger.late(reason), locale));
            }
        }
        for (DeadReason reason : DeadReason.values()) {
            if (ledger.dead(reason) > 0) {
                lines.add(reason("ledger.dead", stream, reason.text(), ledger.dead(reason), locale));
            }
        }
        for (String view : ledger.views()) {
            ledger.failures(view)
                    .forEach(
                            (expression, count) -> lines.add(reason("ledger.failed", view, expression, count, locale)));
        }
        long rejected = result.rejected().getOrDefault(stream, 0L);
        if (rejected > 0) {
            lines.add(Texts.message("ledger.rejected", stream, Counts.text(rejected, locale))
                    .in(locale));
        }
    }

    private static String reason(String key, String stream, String reason, long count, Locale locale) {
        return Texts.message(key, stream, reason, Counts.text(count, locale)).in(locale);
    }

    /** {@code name total = part + part ...}. */
    private static List<String> sum(String name, Locale locale, long... counts) {
        List<String> cells = new ArrayList<>(List.of(name));
        for (int i = 0; i < counts.length; i++) {
            if (i > 0) {
                cells.add(i == 1 ? "=" : "+");
            }
            cells.add(Counts.text(counts[i], locale));
        }
        return cells;
    }

    private static List<String> headings(String key, Locale locale) {
        List<String> cells = new ArrayList<>();
        String[] words = Texts.message(key).in(locale).split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            if (i > 1) {
                cells.add("");
            }
            cells.add(words[i]);
        }
        return cells;
    }
}
