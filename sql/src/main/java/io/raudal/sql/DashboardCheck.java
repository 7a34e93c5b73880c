package io.raudal.sql;

import io.raudal.model.Dashboard;
import io.raudal.model.Nearest;
import io.raudal.model.Panel;
import io.raudal.model.Positions;
import io.raudal.model.Problem;
import io.raudal.plan.Field;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Holds the columns that a dashboard names against those of its views. Views that are wrong, and panels of SQL, are passed over. */
final class DashboardCheck {
    private final Positions positions;
    private final Set<Problem> problems;

    /** @param problems where the problems go */
    DashboardCheck(Positions positions, Set<Problem> problems) {
        this.positions = positions;
        this.problems = problems;
    }

    /** @param columns of a view by its name; empty if they are not known */
    void check(Dashboard dashboard, Function<String, Optional<List<Field>>> columns) {
        String path = Positions.child("spec.dashboards", dashboard.name());
        Set<String> known = new LinkedHashSet<>();
        boolean all = true;
        for (int i = 0; i < dashboard.panels().size(); i++) {
            Panel panel = dashboard.panels().get(i);
            if (panel.rows() instanceof Panel.Rows.OfView of) {
                Optional<List<Field>> fields = columns.apply(of.view());
                all &= fields.isPresent();
                if (fields.isPresent()) {
                    fields.get().forEach(field -> known.add(field.name()));
                    check(panel, fields.get(), Positions.child(path + ".panels", i));
                }
            }
        }
        for (int i = 0; all && i < dashboard.variables().size(); i++) {
            String at = Positions.child(path + ".variables", i);
            if (known.isEmpty()) {
                new Diagnostics(at, positions, problems).error("variable.alone");
            } else {
                named(dashboard.variables().get(i), known, at);
            }
        }
    }

    private void check(Panel panel, List<Field> fields, String path) {
        List<String> known = fields.stream().map(Field::name).toList();
        for (Map.Entry<String, List<String>> key : panel.columns().byKey().entrySet()) {
            for (int i = 0; i < key.getValue().size(); i++) {
                String column = key.getValue().get(i);
                String list = Positions.child(path, key.getKey());
                String item = Positions.child(list, i);
                String at = positions.values().containsKey(item) ? item : list;
                if (named(column, known, at) && panel.chart().wantsNumbers(key.getKey())) {
                    number(fields.get(known.indexOf(column)), at);
                }
            }
        }
    }

    /** Whether there is such a column. */
    private boolean named(String column, Collection<String> known, String path) {
        if (known.contains(column)) {
            return true;
        }
        Diagnostics diagnostics = new Diagnostics(path, positions, problems);
        Nearest.of(column, known)
                .ifPresentOrElse(
                        nearest -> diagnostics.error("column.nearest", column, nearest),
                        () -> diagnostics.error("column.unknown", column, String.join(", ", known)));
        return false;
    }

    private void number(Field column, String path) {
        if (!column.type().isNumeric()) {
            new Diagnostics(path, positions, problems).error("panel.number", column.name(), column.type());
        }
    }
}
