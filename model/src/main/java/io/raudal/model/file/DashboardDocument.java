package io.raudal.model.file;

import io.raudal.model.Dashboard;
import io.raudal.model.Panel;
import io.raudal.model.Title;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dashboard as maps by the keys of the pipeline file, lists, texts and numbers, in the file's order. Read back from a file, it gives
 * the same dashboard.
 */
public final class DashboardDocument {
    private static final List<String> MANY = List.of("y", "by");

    private DashboardDocument() {}

    /** For programs: what has a default is there all the same, and what may be a list of columns always is one. */
    public static Map<String, Object> of(Dashboard dashboard) {
        return of(dashboard, false);
    }

    /** @param brief as people write it: without what is as its default, and a single column alone where there may be a list */
    static Map<String, Object> of(Dashboard dashboard, boolean brief) {
        Map<String, Object> document = new LinkedHashMap<>();
        put(document, "title", title(dashboard.title()));
        if (!brief || !dashboard.range().equals(DashboardShape.RANGE.ofDefault())) {
            document.put("range", Durations.text(dashboard.range()));
        }
        if (!brief || !dashboard.variables().isEmpty()) {
            document.put("variables", dashboard.variables());
        }
        document.put(
                "panels",
                dashboard.panels().stream().map(panel -> panel(panel, brief)).toList());
        return document;
    }

    private static Map<String, Object> panel(Panel panel, boolean brief) {
        Map<String, Object> document = new LinkedHashMap<>();
        put(document, "title", title(panel.title()));
        if (panel.rows() instanceof Panel.Rows.OfView of) {
            document.put("view", of.view());
        } else if (panel.rows() instanceof Panel.Rows.OfSql of) {
            document.put("sql", of.sql());
        }
        document.put("chart", panel.chart().text());
        panel.columns()
                .byKey()
                .forEach((key, columns) -> document.put(
                        key, columns.size() > 1 || (!brief && MANY.contains(key)) ? columns : columns.get(0)));
        put(document, "unit", panel.unit());
        put(document, "limit", panel.limit());
        if (!brief || panel.width() != panel.chart().usualWidth()) {
            document.put("width", panel.width());
        }
        if (!brief || panel.height() != panel.chart().usualHeight()) {
            document.put("height", panel.height());
        }
        return document;
    }

    private static @Nullable Object title(@Nullable Title title) {
        if (title == null || title.english().equals(title.spanish())) {
            return title == null ? null : title.english();
        }
        Map<String, Object> languages = new LinkedHashMap<>();
        languages.put("en", title.english());
        languages.put("es", title.spanish());
        return languages;
    }

    private static void put(Map<String, Object> document, String key, @Nullable Object value) {
        if (value != null) {
            document.put(key, value);
        }
    }
}
