package io.raudal.sql;

import java.util.HashMap;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.jspecify.annotations.Nullable;

/** Compiles queries to relations: WITH, SELECT, and by name the refusal of all others. */
final class QueryCompiler {

    /** The queries that a WITH names, with the names that each may use itself. */
    record Names(Map<String, Named> queries) {
        static final Names NONE = new Names(Map.of());

        record Named(SqlWithItem item, Names names) {}

        boolean has(String name) {
            return queries.containsKey(name);
        }

        Names with(String name, SqlWithItem item) {
            Map<String, Named> more = new HashMap<>(queries);
            more.put(name, new Named(item, this));
            return new Names(more);
        }
    }

    private final Catalog catalog;
    private final Diagnostics diagnostics;

    QueryCompiler(Catalog catalog, Diagnostics diagnostics) {
        this.catalog = catalog;
        this.diagnostics = diagnostics;
    }

    /** The query that a WITH names, compiled where it is used; null if there is none of the name. */
    @Nullable Relation named(String name, Names names) {
        Names.Named named = names.queries().get(name);
        if (named == null) {
            return null;
        }
        Relation relation = compile(named.item().query, named.names());
        SqlNodeList columns = named.item().columnList;
        if (columns == null || relation.isBroken()) {
            return relation;
        }
        if (columns.size() != relation.attributes().size()) {
            diagnostics.error(
                    columns,
                    "alias.columns",
                    name,
                    columns.size(),
                    relation.attributes().size());
            return Relation.broken();
        }
        return FromCompiler.renamed(
                relation,
                name,
                columns.stream().map(c -> ((SqlIdentifier) c).getSimple()).toList());
    }

    Relation compile(SqlNode node, Names names) {
        switch (node.getKind()) {
            case SELECT -> {
                return new SelectCompiler(catalog, diagnostics, this, names).compile((SqlSelect) node);
            }
            case WITH -> {
                SqlWith with = (SqlWith) node;
                Names inner = names;
                for (SqlNode item : with.withList) {
                    SqlWithItem named = (SqlWithItem) item;
                    inner = inner.with(named.name.getSimple(), named);
                }
                return compile(with.body, inner);
            }
            case ORDER_BY -> {
                SqlCall ordered = (SqlCall) node;
                SqlNodeList order = ordered.operand(1);
                if (!order.isEmpty()) {
                    diagnostics.error(order, "order-by");
                }
                if (ordered.operandCount() > 2 && (ordered.getOperandList().get(2) != null)) {
                    diagnostics.error(ordered.operand(2), "limit");
                }
                if (ordered.operandCount() > 3 && (ordered.getOperandList().get(3) != null)) {
                    diagnostics.error(ordered.operand(3), "limit");
                }
                return compile(ordered.operand(0), names);
            }
            case UNION, INTERSECT, EXCEPT -> {
                diagnostics.error(node, "set", ExpressionCompiler.name(node));
                for (SqlNode operand : ((SqlCall) node).getOperandList()) {
                    compile(operand, names);
                }
                return Relation.broken();
            }
            case VALUES -> {
                diagnostics.error(node, "values");
                return Relation.broken();
            }
            case EXPLICIT_TABLE -> {
                return new FromCompiler(catalog, diagnostics, this, names).compile(((SqlCall) node).operand(0));
            }
            default -> {
                diagnostics.error(
                        node, "statement", String.valueOf(node).strip().split("\\s", 2)[0]);
                return Relation.broken();
            }
        }
    }
}
