package io.raudal.model.file;

import io.raudal.model.Dashboard;
import io.raudal.model.Panel;
import io.raudal.model.Title;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A dashboard. */
final class DashboardShape {
    private static final Key<Title> TITLE = Key.optional("title", TitleShape.TITLE);
    static final Key<Duration> RANGE = Key.optional("range", Scalars.duration(true), "1h");
    private static final Key<List<String>> VARIABLES = Key.optional("variables", new Shape.ListOf<>(Scalars.TEXT, 0));
    private static final Key<List<PanelShape.Draft>> PANELS =
            Key.required("panels", new Shape.ListOf<>(PanelShape.PANEL, 0));

    static final Group<Draft> DASHBOARD =
            Group.of("dashboard", List.of(TITLE, RANGE, VARIABLES, PANELS), DashboardShape::draft);

    /** A dashboard before it is known which views there are. */
    record Draft(
            String name, @Nullable Title title, Duration range, List<String> variables, List<PanelShape.Draft> panels) {

        /** Reports views that are named and not there. */
        void check(Set<String> known) {
            for (PanelShape.Draft panel : panels) {
                String view = panel.view();
                if (view != null && !known.contains(view)) {
                    panel.viewPlace().error(Texts.of("must.be.view"), view, Texts.meant(view, known));
                }
            }
        }

        /** The views that the panels name. */
        Set<String> views() {
            return panels.stream()
                    .map(PanelShape.Draft::view)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
        }

        /** The dashboard, if nothing in it is wrong. */
        Dashboard dashboard() {
            List<Panel> well = panels.stream()
                    .map(panel -> Objects.requireNonNull(panel.panel()))
                    .toList();
            return new Dashboard(name, title, range, variables, well);
        }
    }

    private DashboardShape() {}

    private static Draft draft(Values values) {
        return new Draft(
                values.place().name(),
                values.get(TITLE),
                values.getOrDefault(RANGE),
                values.list(VARIABLES),
                values.list(PANELS));
    }
}
