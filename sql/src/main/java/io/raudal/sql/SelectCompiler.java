package io.raudal.sql;

import io.raudal.plan.Expression;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.jspecify.annotations.Nullable;

/** Compiles one SELECT: FROM, WHERE with a rank's bound, grouping, HAVING and the select list. */
final class SelectCompiler {
    private final Catalog catalog;
    private final Diagnostics diagnostics;
    private final QueryCompiler queries;
    private final QueryCompiler.Names names;

    SelectCompiler(Catalog catalog, Diagnostics diagnostics, QueryCompiler queries, QueryCompiler.Names names) {
        this.catalog = catalog;
        this.diagnostics = diagnostics;
        this.queries = queries;
        this.names = names;
    }

    Relation compile(SqlSelect select) {
        SqlNode from = select.getFrom();
        if (from == null) {
            diagnostics.error(select, "from.missing");
            return Relation.broken();
        }
        refuseClauses(select);
        Relation relation = new FromCompiler(catalog, diagnostics, queries, names).compile(from);
        where(select, relation);
        SqlNode having = select.getHaving();
        boolean grouped = select.getGroup() != null || having != null || Aggregates.in(select.getSelectList());
        if (grouped && select.isDistinct()) {
            diagnostics.error(select, "distinct.aggregate");
        }
        boolean aggregates = grouped || select.isDistinct();
        if (aggregates && !relation.isBroken() && !relation.isOfRows()) {
            diagnostics.error(select, "aggregate.of-aggregate");
            return Relation.broken();
        }
        return aggregates ? grouped(select, relation) : plain(select, relation);
    }

    private void refuseClauses(SqlSelect select) {
        if (select.getQualify() != null) {
            diagnostics.error(select.getQualify(), "qualify");
        }
        if (!select.getWindowList().isEmpty()) {
            diagnostics.error(select.getWindowList(), "unsupported", "WINDOW");
        }
        if (select.hasHints()) {
            diagnostics.error(select, "unsupported", "/*+ ... */");
        }
    }

    private void where(SqlSelect select, Relation relation) {
        SqlNode where = select.getWhere();
        List<Expression> conjuncts = List.of();
        boolean failed = false;
        if (where != null) {
            Expression condition = new ExpressionCompiler(
                            diagnostics, new Scope(relation.attributes(), relation.isBroken(), "WHERE", null))
                    .condition(where);
            failed = condition == Literals.ERROR;
            conjuncts = failed ? List.of() : Trees.conjuncts(condition);
        }
        if (relation.rank() != null) {
            if (!failed) {
                new TopNs(diagnostics).bound(relation, conjuncts);
            }
            return;
        }
        List<Expression> ofRow = new ArrayList<>();
        for (Expression conjunct : conjuncts) {
            if (!Trees.namesWindow(conjunct)) {
                ofRow.add(conjunct);
            } else if (Trees.namesRow(conjunct) && where != null) {
                diagnostics.error(where, "window.mixed", "WHERE");
            } else {
                relation.windowFilter(conjunct);
            }
        }
        if (!ofRow.isEmpty() && !relation.isBroken()) {
            relation.filter(Trees.and(ofRow));
        }
    }

    private Relation plain(SqlSelect select, Relation relation) {
        Scope scope = new Scope(relation.attributes(), relation.isBroken(), "SELECT", null);
        Items items = items(select, relation, new ExpressionCompiler(diagnostics, scope));
        if (relation.isBroken() || items.failed) {
            return Relation.broken();
        }
        if (items.rank != null && relation.topN() != null) {
            diagnostics.error(items.rank.place(), "topn.of-topn");
            return Relation.broken();
        }
        relation.select(items.attributes, items.nodes, items.rank);
        return relation;
    }

    private Relation grouped(SqlSelect select, Relation relation) {
        if (!relation.isBroken()) {
            // before any expression is compiled: it may replace the row
            relation.timeIndex();
        }
        Aggregates aggregates = new Aggregates();
        Scope scope = new Scope(relation.attributes(), relation.isBroken(), "SELECT", aggregates);
        ExpressionCompiler compiler = new ExpressionCompiler(diagnostics, scope);
        Scope groupScope = new Scope(relation.attributes(), relation.isBroken(), "GROUP BY", null);
        GroupingSets sets = new GroupingSets(new ExpressionCompiler(diagnostics, groupScope), diagnostics);
        SqlNodeList group = select.getGroup();
        Items items;
        if (select.isDistinct() && group == null) {
            items = items(select, relation, compiler);
            if (items.rank != null) {
                diagnostics.error(items.rank.place(), "over", "ROW_NUMBER");
                items.failed = true;
            }
            sets.distinct(items.attributes.stream().map(Attribute::value).toList(), select);
        } else {
            sets.add(group == null ? SqlNodeList.EMPTY : group, select.getSelectList());
            items = items(select, relation, compiler);
        }
        SqlNode having = select.getHaving();
        Expression condition = having == null
                ? null
                : new ExpressionCompiler(
                                diagnostics,
                                new Scope(relation.attributes(), relation.isBroken(), "HAVING", aggregates))
                        .condition(having);
        if (relation.isBroken() || items.failed || sets.failed() || condition == Literals.ERROR) {
            return Relation.broken();
        }
        Grouping grouping = new Grouping(relation, sets, aggregates, diagnostics);
        if (!grouping.apply(select, condition, having, items.attributes, items.nodes, items.rank)) {
            return Relation.broken();
        }
        return relation;
    }

    /** The select list, with stars expanded. */
    private static final class Items {
        private final List<Attribute> attributes = new ArrayList<>();
        private final List<SqlNode> nodes = new ArrayList<>();
        private Relation.@Nullable PendingRank rank;
        private boolean failed;

        void add(String name, Expression value, SqlNode node) {
            attributes.add(new Attribute(null, name, value));
            nodes.add(node);
            failed |= value == Literals.ERROR;
        }
    }

    private Items items(SqlSelect select, Relation relation, ExpressionCompiler compiler) {
        Items items = new Items();
        for (SqlNode item : select.getSelectList()) {
            if (item instanceof SqlIdentifier identifier && identifier.isStar()) {
                star(identifier, relation, items);
                continue;
            }
            SqlNode node = item;
            String name = "EXPR$" + items.attributes.size();
            if (item.getKind() == SqlKind.AS) {
                node = ((SqlCall) item).operand(0);
                name = ((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple();
            } else if (item instanceof SqlIdentifier identifier) {
                name = identifier.names.get(identifier.names.size() - 1);
            }
            if (node.getKind() == SqlKind.OVER
                    && ExpressionCompiler.name(((SqlCall) node).operand(0)).equals("ROW_NUMBER")) {
                Relation.PendingRank rank = rank((SqlCall) node, compiler);
                if (rank != null && items.rank != null) {
                    diagnostics.error(node, "topn.two");
                    rank = null;
                }
                items.failed |= rank == null;
                items.rank = rank == null ? items.rank : rank;
                items.add(name, Trees.RANK, node);
            } else {
                items.add(name, compiler.compile(node), node);
            }
        }
        return items;
    }

    private void star(SqlIdentifier star, Relation relation, Items items) {
        String qualifier = star.names.size() == 2 ? star.names.get(0) : null;
        boolean found = false;
        for (Attribute attribute : relation.attributes()) {
            if (qualifier == null ? !attribute.merged() : qualifier.equals(attribute.qualifier())) {
                items.add(attribute.name(), attribute.value(), star);
                found = true;
            }
        }
        if (!found) {
            items.failed = true;
            if (!relation.isBroken()) {
                diagnostics.error(star, "qualifier.unknown", qualifier == null ? "*" : qualifier);
            }
        }
    }

    private Relation.@Nullable PendingRank rank(SqlCall over, ExpressionCompiler compiler) {
        if (!(over.operand(1) instanceof SqlWindow window)
                || window.getRefName() != null
                || window.getLowerBound() != null
                || window.getUpperBound() != null) {
            diagnostics.error(over, "over", "ROW_NUMBER");
            return null;
        }
        List<Expression> partition =
                compiler.compileAll(window.getPartitionList().getList());
        List<Relation.RankOrder> order = new ArrayList<>();
        boolean failed = partition.stream().anyMatch(p -> p == Literals.ERROR);
        for (SqlNode key : window.getOrderList()) {
            SqlNode node = key;
            Boolean nullsFirst = null;
            boolean descending = false;
            while (node.getKind() == SqlKind.NULLS_FIRST
                    || node.getKind() == SqlKind.NULLS_LAST
                    || node.getKind() == SqlKind.DESCENDING) {
                if (node.getKind() == SqlKind.DESCENDING) {
                    descending = true;
                } else {
                    nullsFirst = node.getKind() == SqlKind.NULLS_FIRST;
                }
                node = ((SqlCall) node).operand(0);
            }
            Expression expression = compiler.compile(node);
            failed |= expression == Literals.ERROR;
            if (expression != Literals.ERROR
                    && (Types.isCollection(expression.type())
                            || Types.isInterval(expression.type())
                            || node instanceof SqlLiteral)) {
                diagnostics.error(node, "topn.order");
                failed = true;
            }
            order.add(new Relation.RankOrder(expression, descending, nullsFirst == null ? !descending : nullsFirst));
        }
        if (order.isEmpty()) {
            diagnostics.error(over, "topn.order");
            failed = true;
        }
        return failed ? null : new Relation.PendingRank(partition, order, List.of(), over);
    }
}
