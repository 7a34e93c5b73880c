package io.raudal.sql;

import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.model.Table;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Call;
import io.raudal.plan.Expression.Input;
import io.raudal.plan.RowOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUnnestOperator;
import org.jspecify.annotations.Nullable;

/** Compiles a FROM: streams, views, window functions, queries, and their joins with tables and UNNEST. */
final class FromCompiler {
    private final Catalog catalog;
    private final Diagnostics diagnostics;
    private final QueryCompiler queries;
    private final QueryCompiler.Names names;

    FromCompiler(Catalog catalog, Diagnostics diagnostics, QueryCompiler queries, QueryCompiler.Names names) {
        this.catalog = catalog;
        this.diagnostics = diagnostics;
        this.queries = queries;
        this.names = names;
    }

    Relation compile(SqlNode node) {
        switch (node.getKind()) {
            case IDENTIFIER -> {
                SqlIdentifier identifier = (SqlIdentifier) node;
                Relation named = identifier.names.size() == 1 ? queries.named(identifier.names.get(0), names) : null;
                return named != null
                        ? qualified(named, identifier.names.get(0))
                        : catalog.relation(identifier, identifier.names.get(identifier.names.size() - 1), diagnostics);
            }
            case AS -> {
                return aliased((SqlCall) node);
            }
            case SELECT, WITH, ORDER_BY, UNION, INTERSECT, EXCEPT, VALUES -> {
                return queries.compile(node, names);
            }
            case JOIN -> {
                return join((SqlJoin) node);
            }
            case COLLECTION_TABLE -> {
                return ((SqlCall) node).operand(0) instanceof SqlCall function
                        ? new WindowFunctions(diagnostics).compile(function, this::compile)
                        : refuse(node, "unsupported", node.getKind().sql);
            }
            case UNNEST -> {
                return refuse(node, "unnest.alone");
            }
            case TABLE_REF -> {
                return refuse(node, "unsupported", "/*+ ... */");
            }
            case SNAPSHOT -> {
                return refuse(node, "snapshot");
            }
            case EXPLICIT_TABLE -> {
                return compile(((SqlCall) node).operand(0));
            }
            default -> {
                return refuse(node, "unsupported", construct(node));
            }
        }
    }

    private static String construct(SqlNode node) {
        return node.getKind() == SqlKind.OTHER || node.getKind() == SqlKind.OTHER_FUNCTION
                ? ExpressionCompiler.name(node)
                : node.getKind().sql;
    }

    private Relation refuse(SqlNode node, String key, Object... arguments) {
        diagnostics.error(node, key, arguments);
        return Relation.broken();
    }

    private static Relation qualified(Relation relation, String qualifier) {
        relation.attributes(relation.attributes().stream()
                .map(a -> new Attribute(a.merged() ? null : qualifier, a.name(), a.value(), a.merged()))
                .toList());
        return relation;
    }

    private Relation aliased(SqlCall call) {
        Relation relation = compile(call.operand(0));
        if (relation.isBroken()) {
            return relation;
        }
        List<String> columns = columns(call);
        if (!columns.isEmpty() && columns.size() != relation.attributes().size()) {
            return refuse(
                    call.operand(1),
                    "alias.columns",
                    alias(call),
                    columns.size(),
                    relation.attributes().size());
        }
        return renamed(relation, alias(call), columns);
    }

    static Relation renamed(Relation relation, String qualifier, List<String> columns) {
        List<Attribute> attributes = new ArrayList<>();
        for (Attribute attribute : relation.attributes()) {
            String name = columns.isEmpty() ? attribute.name() : columns.get(attributes.size());
            attributes.add(
                    new Attribute(attribute.merged() ? null : qualifier, name, attribute.value(), attribute.merged()));
        }
        relation.attributes(attributes);
        return relation;
    }

    private static String alias(SqlCall as) {
        return ((SqlIdentifier) as.operand(1)).getSimple();
    }

    private static List<String> columns(SqlCall as) {
        return as.getOperandList().subList(2, as.operandCount()).stream()
                .map(n -> ((SqlIdentifier) n).getSimple())
                .toList();
    }

    private Relation join(SqlJoin join) {
        if (join.isNatural()) {
            return refuse(join, "unsupported", "NATURAL JOIN");
        }
        JoinType type = join.getJoinType();
        SqlNode left = join.getLeft();
        SqlNode right = join.getRight();
        boolean inner = type == JoinType.INNER || type == JoinType.CROSS || type == JoinType.COMMA;
        if (!inner && type != JoinType.LEFT) {
            return refuse(join, "join.type", type + " JOIN");
        }
        boolean swapped = inner && table(left) != null && table(right) == null && !isUnnest(right);
        Relation relation = compile(swapped ? right : left);
        if (relation.isBroken()) {
            return relation;
        }
        if (!relation.isOfRows()) {
            return refuse(join, "join.behind");
        }
        SqlNode other = swapped ? left : right;
        if (isUnnest(other)) {
            return unnest(relation, other, join);
        }
        Table table = table(other);
        if (table == null && plain(other) instanceof SqlIdentifier name && catalog.isWrong(catalog.simpleName(name))) {
            return Relation.broken();
        }
        return table == null
                ? refuse(
                        other,
                        "join.streams",
                        plain(other) instanceof SqlIdentifier name ? name : construct(plain(other)))
                : table(relation, table, other, join, swapped);
    }

    private static SqlNode plain(SqlNode node) {
        SqlNode plain = node;
        while (plain.getKind() == SqlKind.AS
                || plain.getKind() == SqlKind.LATERAL
                || plain.getKind() == SqlKind.SNAPSHOT) {
            plain = ((SqlCall) plain).operand(0);
        }
        return plain;
    }

    private static boolean isUnnest(SqlNode node) {
        return plain(node).getKind() == SqlKind.UNNEST;
    }

    private @Nullable Table table(SqlNode node) {
        return plain(node) instanceof SqlIdentifier identifier
                        && !(identifier.names.size() == 1 && names.has(identifier.names.get(0)))
                ? catalog.table(catalog.simpleName(identifier)).orElse(null)
                : null;
    }

    private Relation unnest(Relation relation, SqlNode node, SqlJoin join) {
        boolean outer = join.getJoinType() == JoinType.LEFT;
        boolean always = join.getCondition() == null
                || (join.getCondition() instanceof SqlLiteral literal && Boolean.TRUE.equals(literal.getValue()));
        if (!always) {
            return refuse(join.getRight(), "unnest.condition");
        }
        SqlCall call = (SqlCall) plain(node);
        if (call.operandCount() != 1) {
            return refuse(call, "unnest.one");
        }
        Scope scope = new Scope(relation.attributes(), false, "UNNEST", null);
        Expression collection = new ExpressionCompiler(diagnostics, scope).compile(call.operand(0));
        if (collection == Literals.ERROR) {
            return Relation.broken();
        }
        if (Trees.namesWindow(collection)) {
            return refuse(call, "window.early", "UNNEST");
        }
        List<DataType> types = new ArrayList<>();
        List<String> defaults = new ArrayList<>();
        boolean ordinality = ((SqlUnnestOperator) call.getOperator()).withOrdinality;
        SqlCall as = as(node);
        if (collection.type() instanceof DataType.Array array) {
            types.add(array.element());
            defaults.add(as == null || ordinality ? "EXPR$0" : alias(as));
        } else if (collection.type() instanceof DataType.Map map) {
            types.add(Simple.STRING);
            types.add(map.value());
            defaults.addAll(List.of("KEY", "VALUE"));
        } else {
            return refuse(call, "types.operand", "UNNEST", collection.type());
        }
        if (ordinality) {
            types.add(Simple.INT);
            defaults.add("ORDINALITY");
        }
        List<String> columns = as == null || columns(as).isEmpty() ? defaults : columns(as);
        if (columns.size() != types.size()) {
            return refuse(node, "alias.columns", as == null ? "UNNEST" : alias(as), columns.size(), types.size());
        }
        List<Attribute> attributes = new ArrayList<>(relation.attributes());
        for (int i = 0; i < types.size(); i++) {
            attributes.add(new Attribute(
                    as == null ? null : alias(as), columns.get(i), new Input(relation.width() + i, types.get(i))));
        }
        relation.append(new RowOperator.Unnest(collection, outer, ordinality), types);
        relation.attributes(attributes);
        return relation;
    }

    private static @Nullable SqlCall as(SqlNode node) {
        return node.getKind() == SqlKind.AS ? (SqlCall) node : null;
    }

    private Relation table(Relation relation, Table table, SqlNode node, SqlJoin join, boolean swapped) {
        SqlCall as = as(node);
        List<String> renamed = as == null ? List.of() : columns(as);
        if (!renamed.isEmpty() && renamed.size() != table.columns().size()) {
            return refuse(
                    node,
                    "alias.columns",
                    table.name(),
                    renamed.size(),
                    table.columns().size());
        }
        checkSnapshot(node, relation);
        List<Attribute> left = relation.attributes();
        List<Attribute> right = new ArrayList<>();
        List<DataType> types = new ArrayList<>();
        for (Column column : table.columns()) {
            right.add(new Attribute(
                    as == null ? table.name() : alias(as),
                    renamed.isEmpty() ? column.name() : renamed.get(types.size()),
                    new Input(relation.width() + types.size(), column.type())));
            types.add(column.type());
        }
        Expression condition = null;
        List<Attribute> both = new ArrayList<>(swapped ? right : left);
        both.addAll(swapped ? left : right);
        if (join.getConditionType() == JoinConditionType.ON && join.getCondition() != null) {
            condition = new ExpressionCompiler(diagnostics, new Scope(both, false, "ON", null))
                    .condition(join.getCondition());
        } else if (join.getConditionType() == JoinConditionType.USING
                && join.getCondition() instanceof SqlNodeList using) {
            condition = using(using, left, right);
            List<String> merged =
                    using.stream().map(n -> ((SqlIdentifier) n).getSimple()).toList();
            both.replaceAll(a -> right.contains(a) && merged.contains(a.name())
                    ? new Attribute(a.qualifier(), a.name(), a.value(), true)
                    : a);
        }
        if (condition == Literals.ERROR) {
            return Relation.broken();
        }
        JoinConditions conditions = new JoinConditions(relation.width());
        if (condition != null) {
            if (Trees.namesWindow(condition)) {
                return refuse(join.getRight(), "window.early", "ON");
            }
            Trees.conjuncts(condition).forEach(conditions::add);
        }
        if (conditions.keys().isEmpty()) {
            return refuse(join.getRight(), "join.equality", table.name());
        }
        relation.append(
                new RowOperator.Join(
                        table.name(),
                        conditions.keys(),
                        conditions.columns(),
                        conditions.residual(),
                        join.getJoinType() == JoinType.LEFT),
                types);
        relation.attributes(both);
        return relation;
    }

    private void checkSnapshot(SqlNode node, Relation relation) {
        SqlNode plain = node.getKind() == SqlKind.AS ? ((SqlCall) node).operand(0) : node;
        if (plain.getKind() == SqlKind.SNAPSHOT) {
            SqlNode period = ((SqlCall) plain).operand(1);
            Expression time = new ExpressionCompiler(
                            diagnostics, new Scope(relation.attributes(), false, "FOR SYSTEM_TIME AS OF", null))
                    .compile(period);
            if (time != Literals.ERROR && !relation.isTime(time)) {
                diagnostics.error(period, "snapshot.time");
            }
        }
    }

    private Expression using(SqlNodeList using, List<Attribute> left, List<Attribute> right) {
        List<Expression> equalities = new ArrayList<>();
        for (SqlNode node : using) {
            SqlIdentifier column = (SqlIdentifier) node;
            Expression a = new Scope(left, false, "USING", null).resolve(column, diagnostics);
            Expression b = new Scope(right, false, "USING", null).resolve(column, diagnostics);
            Optional<List<Expression>> compared =
                    Optional.ofNullable(Coercion.compared(a, b, column, diagnostics, "USING"));
            if (compared.isEmpty()) {
                return Literals.ERROR;
            }
            equalities.add(new Call(io.raudal.plan.Function.EQUAL, compared.get(), Simple.BOOLEAN));
        }
        return Trees.and(equalities);
    }
}
