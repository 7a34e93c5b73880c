package io.raudal.sql;

import io.raudal.model.DataType.Simple;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Branch;
import io.raudal.plan.Expression.Call;
import io.raudal.plan.Expression.Case;
import io.raudal.plan.Expression.Cast;
import io.raudal.plan.Expression.Input;
import io.raudal.plan.Expression.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Walks over expressions, and the inputs that stand for what has no place in a row yet: a window's bounds before the window is
 * applied, a rank, an aggregate of the query that is being compiled.
 */
final class Trees {
    static final Input WINDOW_START = new Input(-1, Simple.TIMESTAMP);
    static final Input WINDOW_END = new Input(-2, Simple.TIMESTAMP);
    static final Input WINDOW_TIME = new Input(-3, Simple.TIMESTAMP);
    static final Input RANK = new Input(-4, Simple.BIGINT);

    /** From here on, inputs stand for aggregates. */
    static final int FIRST_AGGREGATE = 1_000_000;

    /** From here on, inputs stand for GROUPING calls. */
    static final int FIRST_GROUPING = 2_000_000;

    private Trees() {}

    /** The expression with each subtree replaced for which {@code replacement} gives one, from the root down. */
    static Expression rewrite(Expression expression, Function<Expression, @Nullable Expression> replacement) {
        Expression replaced = replacement.apply(expression);
        if (replaced != null) {
            return replaced;
        }
        if (expression instanceof Call call) {
            return new Call(call.function(), rewriteAll(call.operands(), replacement), call.type());
        }
        if (expression instanceof Cast cast) {
            return new Cast(rewrite(cast.operand(), replacement), cast.type(), cast.safe());
        }
        if (expression instanceof Case cases) {
            List<Branch> branches = new ArrayList<>();
            for (Branch branch : cases.branches()) {
                branches.add(
                        new Branch(rewrite(branch.condition(), replacement), rewrite(branch.value(), replacement)));
            }
            return new Case(branches, rewrite(cases.otherwise(), replacement), cases.type());
        }
        return expression;
    }

    static List<Expression> rewriteAll(
            List<Expression> expressions, Function<Expression, @Nullable Expression> replacement) {
        List<Expression> rewritten = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            rewritten.add(rewrite(expression, replacement));
        }
        return rewritten;
    }

    static boolean anyInput(Expression expression, Predicate<Input> condition) {
        if (expression instanceof Input input) {
            return condition.test(input);
        }
        return children(expression).stream().anyMatch(child -> anyInput(child, condition));
    }

    /** Whether a window's bounds are named, before the window is applied. */
    static boolean namesWindow(Expression expression) {
        return anyInput(expression, input -> input.index() < 0 && input.index() >= WINDOW_TIME.index());
    }

    static boolean namesRank(Expression expression) {
        return anyInput(expression, RANK::equals);
    }

    static boolean namesRow(Expression expression) {
        return anyInput(expression, input -> input.index() >= 0);
    }

    static boolean isConstant(Expression expression) {
        return !anyInput(expression, input -> true);
    }

    /** The number of nodes, counted no further than {@code limit}. */
    static int size(Expression expression, int limit) {
        int size = 1;
        for (Expression child : children(expression)) {
            if (size >= limit) {
                return size;
            }
            size += size(child, limit - size);
        }
        return size;
    }

    static List<Expression> children(Expression expression) {
        if (expression instanceof Call call) {
            return call.operands();
        }
        if (expression instanceof Cast cast) {
            return List.of(cast.operand());
        }
        if (expression instanceof Case cases) {
            List<Expression> children = new ArrayList<>();
            for (Branch branch : cases.branches()) {
                children.add(branch.condition());
                children.add(branch.value());
            }
            children.add(cases.otherwise());
            return children;
        }
        return List.of();
    }

    /** The operands of nested ANDs. */
    static List<Expression> conjuncts(Expression predicate) {
        if (predicate instanceof Call call && call.function() == io.raudal.plan.Function.AND) {
            return call.operands().stream().flatMap(o -> conjuncts(o).stream()).toList();
        }
        return List.of(predicate);
    }

    /** The conjunction of at least one predicate. */
    static Expression and(List<Expression> predicates) {
        return predicates.size() == 1
                ? predicates.get(0)
                : new Call(io.raudal.plan.Function.AND, predicates, Simple.BOOLEAN);
    }

    /** window_time: a millisecond before the window's end. */
    static Expression windowTime(Expression windowEnd) {
        return new Call(
                io.raudal.plan.Function.SUBTRACT,
                List.of(windowEnd, new Literal(1_000L, Simple.INTERVAL_DAY)),
                Simple.TIMESTAMP);
    }
}
