package io.raudal.sql;

import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Literal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/** A GROUP BY as a list of grouping sets: the cross product of its items, each of which is one or several sets. */
final class GroupingSets {
    private static final int MOST_SETS = 256;

    private final ExpressionCompiler compiler;
    private final Diagnostics diagnostics;
    private List<List<Expression>> sets = List.of(List.of());
    private boolean explicit;
    private boolean failed;

    GroupingSets(ExpressionCompiler compiler, Diagnostics diagnostics) {
        this.compiler = compiler;
        this.diagnostics = diagnostics;
    }

    /** At least one set; the expressions are not yet told from window bounds. */
    List<List<Expression>> sets() {
        return sets;
    }

    /** Whether the query says GROUPING SETS, ROLLUP or CUBE. */
    boolean isExplicit() {
        return explicit;
    }

    boolean failed() {
        return failed;
    }

    void distinct(List<Expression> items, SqlNode place) {
        for (Expression item : items) {
            check(item, place);
        }
        sets = List.of(items);
    }

    void add(SqlNodeList group, SqlNodeList selectList) {
        for (SqlNode item : group) {
            if (alias(item, selectList)) {
                continue;
            }
            List<List<Expression>> product = new ArrayList<>();
            for (List<Expression> more : item(item)) {
                for (List<Expression> set : sets) {
                    List<Expression> both = new ArrayList<>(set);
                    both.addAll(more);
                    product.add(both);
                }
            }
            if (product.size() > MOST_SETS) {
                diagnostics.error(item, "group.sets", product.size(), MOST_SETS);
                failed = true;
                return;
            }
            sets = product;
        }
    }

    /** Reports a GROUP BY of an alias, which Flink does not know, as that. */
    private boolean alias(SqlNode item, SqlNodeList selectList) {
        if (!(item instanceof org.apache.calcite.sql.SqlIdentifier identifier) || identifier.names.size() != 1) {
            return false;
        }
        String name = identifier.getSimple();
        for (SqlNode selected : selectList) {
            if (selected.getKind() == SqlKind.AS
                    && ((SqlCall) selected).operand(1).toString().equals(name)
                    && !compiler.scope().has(name)) {
                diagnostics.error(item, "group.alias", name);
                failed = true;
                return true;
            }
        }
        return false;
    }

    private List<List<Expression>> item(SqlNode item) {
        switch (item.getKind()) {
            case GROUPING_SETS -> {
                explicit = true;
                List<List<Expression>> all = new ArrayList<>();
                for (SqlNode operand : operands(item)) {
                    all.addAll(item(operand));
                }
                return all;
            }
            case ROLLUP -> {
                explicit = true;
                List<List<Expression>> prefixes = new ArrayList<>();
                List<Expression> prefix = new ArrayList<>();
                for (SqlNode operand : operands(item)) {
                    prefixes.add(0, List.copyOf(prefix));
                    prefix.addAll(list(operand));
                }
                prefixes.add(0, prefix);
                return prefixes;
            }
            case CUBE -> {
                explicit = true;
                return cube(item);
            }
            default -> {
                return List.of(list(item));
            }
        }
    }

    private List<List<Expression>> cube(SqlNode item) {
        List<List<Expression>> elements = new ArrayList<>();
        for (SqlNode operand : operands(item)) {
            elements.add(list(operand));
        }
        if (elements.size() > 8) {
            diagnostics.error(item, "group.sets", "2^" + elements.size(), MOST_SETS);
            failed = true;
            return List.of(List.of());
        }
        List<List<Expression>> subsets = new ArrayList<>();
        for (int without = 0; without < 1 << elements.size(); without++) {
            List<Expression> subset = new ArrayList<>();
            for (int i = 0; i < elements.size(); i++) {
                if ((without >> (elements.size() - 1 - i) & 1) == 0) {
                    subset.addAll(elements.get(i));
                }
            }
            subsets.add(subset);
        }
        return subsets;
    }

    private static List<SqlNode> operands(SqlNode node) {
        return ((SqlCall) node).getOperandList();
    }

    /** One expression, or those in parentheses. */
    private List<Expression> list(@Nullable SqlNode node) {
        List<Expression> expressions = new ArrayList<>();
        if (node instanceof SqlNodeList list) {
            list.forEach(n -> expressions.addAll(list(n)));
        } else if (node instanceof SqlCall call && call.getKind() == SqlKind.ROW) {
            call.getOperandList().forEach(n -> expressions.addAll(list(n)));
        } else if (node != null) {
            Expression expression = compiler.compile(node);
            check(expression, node);
            if (expression instanceof Literal literal && literal.value() instanceof Number) {
                diagnostics.error(node, "group.position", node);
                failed = true;
            }
            expressions.add(expression);
        }
        return expressions;
    }

    private void check(Expression expression, SqlNode place) {
        if (expression == Literals.ERROR) {
            failed = true;
        } else if (Types.isCollection(expression.type()) || Types.isInterval(expression.type())) {
            diagnostics.error(place, "group.type", expression.type());
            failed = true;
        } else if (Trees.namesWindow(expression) && Trees.namesRow(expression)) {
            diagnostics.error(place, "window.mixed", "GROUP BY");
            failed = true;
        }
    }
}
