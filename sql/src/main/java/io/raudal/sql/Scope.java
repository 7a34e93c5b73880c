package io.raudal.sql;

import io.raudal.model.Nearest;
import io.raudal.plan.Expression;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/** What an expression can name: the columns of the FROM, and aggregates where they may stand. */
final class Scope {
    private final List<Attribute> attributes;
    private final boolean broken;
    private final String clause;
    private final @Nullable Aggregates aggregates;

    /**
     * @param broken whether columns are missing because of a problem that was reported; unknown names are then silent
     * @param clause such as WHERE, for messages
     * @param aggregates what collects the aggregates; null where none may stand
     */
    Scope(List<Attribute> attributes, boolean broken, String clause, @Nullable Aggregates aggregates) {
        this.attributes = attributes;
        this.broken = broken;
        this.clause = clause;
        this.aggregates = aggregates;
    }

    String clause() {
        return clause;
    }

    @Nullable Aggregates aggregates() {
        return aggregates;
    }

    boolean has(String name) {
        return attributes.stream().anyMatch(a -> a.name().equals(name));
    }

    Expression resolve(SqlIdentifier identifier, Diagnostics diagnostics) {
        List<String> names = identifier.names;
        if (identifier.isStar() || names.size() > 2) {
            if (!broken) {
                diagnostics.error(identifier, "column.form", identifier);
            }
            return Literals.ERROR;
        }
        String name = names.get(names.size() - 1);
        String qualifier = names.size() == 2 ? names.get(0) : null;
        List<Attribute> found = attributes.stream()
                .filter(a ->
                        a.name().equals(name) && (qualifier == null ? !a.merged() : qualifier.equals(a.qualifier())))
                .toList();
        if (found.size() == 1) {
            return found.get(0).value();
        }
        if (found.size() > 1) {
            diagnostics.error(
                    identifier,
                    "column.ambiguous",
                    name,
                    String.join(
                            ", ",
                            found.stream()
                                    .map(a -> (a.qualifier() == null ? "" : a.qualifier() + ".") + a.name())
                                    .toList()));
        } else if (!broken) {
            unknown(identifier, qualifier, name, diagnostics);
        }
        return Literals.ERROR;
    }

    private void unknown(SqlIdentifier identifier, @Nullable String qualifier, String name, Diagnostics diagnostics) {
        if (qualifier != null && attributes.stream().noneMatch(a -> qualifier.equals(a.qualifier()))) {
            diagnostics.error(identifier, "qualifier.unknown", qualifier);
            return;
        }
        List<String> names = attributes.stream().map(Attribute::name).distinct().toList();
        Optional<String> nearest = Nearest.of(name, names);
        if (nearest.isPresent()) {
            diagnostics.error(identifier, "column.nearest", name, nearest.get());
        } else {
            diagnostics.error(identifier, "column.unknown", name, String.join(", ", names));
        }
    }
}
