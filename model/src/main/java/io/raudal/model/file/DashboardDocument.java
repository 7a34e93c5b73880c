package io.raudal.model.file;

import io.raudal.model.Dashboard;
import io.raudal.model.Panel;
import io.raudal.model.Title;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dashboard as the pipeline file says it: maps by the file's keys, lists, texts and numbers, in the file's order. What is as its
 * default is left out. Read back, it gives the same dashboard.
 */
public final class DashboardDocument {
    private DashboardDocument() {}

    /** What stands under the dashboard's name. */
    public static Map<String, Object> of(Dashboard dashboard) {
        Map<String, Object> document = new LinkedHashMap<>();
        put(document, "title", title(dashboard.title()));
        if (!dashboard.range().equals(DashboardShape.RANGE.ofDefault())) {
            document.put("range", Durations.text(dashboard.range()));
        }
        if (!dashboard.variables().isEmpty()) {
            document.put("variables", dashboard.variables());
        }
        document.put(
                "panels",
                dashboard.panels().stream().map(DashboardDocument::panel).toList());
        return document;
    }

    private static Map<String, Object> panel(Panel panel) {
        Map<String, Object> document = new LinkedHashMap<>();
        put(document, "title", title(panel.title()));
        if (panel.rows() instanceof Panel.Rows.OfView of) {
            document.put("view", of.view());
        } else if (panel.rows() instanceof Panel.Rows.OfSql of) {
            document.put("sql", of.sql());
        }
        document.put("chart", panel.chart().text());
        panel.columns().byKey().forEach((key, columns) -> put(document, key, oneOrMore(columns)));
        put(document, "unit", panel.unit());
        put(document, "limit", panel.limit());
        if (panel.width() != PanelShape.WIDTH.ofDefault()) {
            document.put("width", panel.width());
        }
        if (panel.height() != PanelShape.HEIGHT.ofDefault()) {
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

    private static Object oneOrMore(List<String> columns) {
        return columns.size() == 1 ? columns.get(0) : columns;
    }

    private static void put(Map<String, Object> document, String key, @Nullable Object value) {
        if (value != null) {
            document.put(key, value);
        }
    }
}
