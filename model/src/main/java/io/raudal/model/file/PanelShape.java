package io.raudal.model.file;

import io.raudal.model.Dashboard;
import io.raudal.model.Panel;
import io.raudal.model.Title;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A panel of a dashboard. */
final class PanelShape {
    private static final int MAX_LIMIT = 10_000;

    private static final Key<Title> TITLE = Key.optional("title", TitleShape.TITLE);
    private static final Key<String> VIEW = Key.optional("view", Scalars.TEXT);
    private static final Key<String> SQL = Key.optional("sql", Scalars.SQL);
    private static final Key<Panel.Chart> CHART =
            Key.optional("chart", Scalars.choice(Panel.Chart.class), Panel.Chart.LINE.text());
    private static final Key<String> X = Key.optional("x", Scalars.TEXT);
    private static final Key<List<String>> Y = Key.optional("y", Shape.oneOrMore(Scalars.TEXT));
    private static final Key<List<String>> BY = Key.optional("by", Shape.oneOrMore(Scalars.TEXT));
    private static final Key<String> UNIT = Key.optional("unit", Scalars.TEXT);
    private static final Key<String> LATITUDE = Key.optional("latitude", Scalars.TEXT);
    private static final Key<String> LONGITUDE = Key.optional("longitude", Scalars.TEXT);
    private static final Key<Long> LIMIT = Key.optional("limit", Scalars.whole(1, MAX_LIMIT));
    private static final Key<Long> WIDTH = Key.optional("width", Scalars.whole(1, Dashboard.COLUMNS));
    private static final Key<Long> HEIGHT = Key.optional("height", Scalars.whole(1, Panel.MAX_HEIGHT));

    /** Those that mean something in some charts alone. */
    private static final List<Key<?>> OF_CHARTS = List.of(X, Y, BY, UNIT, LATITUDE, LONGITUDE);

    static final Group<Draft> PANEL = Group.of(
            "panel",
            List.of(TITLE, VIEW, SQL, CHART, X, Y, BY, UNIT, LATITUDE, LONGITUDE, LIMIT, WIDTH, HEIGHT),
            PanelShape::panel);

    /**
     * A panel before it is known which views there are.
     *
     * @param panel null if it is wrong, which was reported
     * @param view that it names, if it names one
     */
    record Draft(@Nullable Panel panel, @Nullable String view, Place viewPlace) {}

    private PanelShape() {}

    private static Draft panel(Values values) {
        if (values.has(VIEW) == values.has(SQL)) {
            values.place().error(Texts.of(values.has(VIEW) ? "panel.both" : "panel.neither"), Texts.of("panel.remedy"));
        }
        Panel.Chart chart = values.getOrDefault(CHART);
        boolean well = check(chart, values);
        String view = values.get(VIEW);
        String sql = values.get(SQL);
        Panel panel = null;
        if (well && (view != null || sql != null)) {
            Long limit = values.get(LIMIT);
            Long width = values.get(WIDTH);
            Long height = values.get(HEIGHT);
            panel = new Panel(
                    values.get(TITLE),
                    view == null ? new Panel.Rows.OfSql(String.valueOf(sql)) : new Panel.Rows.OfView(view),
                    chart,
                    new Panel.Columns(
                            values.get(X),
                            values.list(Y),
                            values.list(BY),
                            values.get(LATITUDE),
                            values.get(LONGITUDE)),
                    values.get(UNIT),
                    limit == null ? null : limit.intValue(),
                    width == null ? chart.usualWidth() : width.intValue(),
                    height == null ? chart.usualHeight() : height.intValue());
        }
        return new Draft(panel, view, values.at(VIEW));
    }

    /** Whether the keys that say what is drawn go with the chart and could be read. */
    private static boolean check(Panel.Chart chart, Values values) {
        if (values.isWrong(CHART)) {
            return false;
        }
        boolean well = true;
        for (Key<?> key : OF_CHARTS) {
            if (values.has(key) && !chart.keys().contains(key.name())) {
                values.at(key)
                        .error(
                                Texts.of("panel.key", chart.text()),
                                Texts.of("panel.key.remedy", chart.text(), Texts.list(chart.keys())));
                well = false;
            } else if (!values.has(key) && chart.required().contains(key.name())) {
                values.at(key).error(Texts.of("panel.required", chart.text()), Texts.key("panel." + key.name()));
                well = false;
            } else if (values.isWrong(key)) {
                well = false;
            }
        }
        List<String> y = values.list(Y);
        if (y.size() > 1 && !chart.takesMany()) {
            values.at(Y).error(Texts.of("panel.one", chart.text()), Texts.list(y), null);
            well = false;
        }
        return well
                && (!values.has(Y) || !y.isEmpty())
                && (!values.has(BY) || !values.list(BY).isEmpty());
    }
}
