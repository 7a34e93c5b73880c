package io.raudal.plan;

import io.raudal.model.DataType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A scalar expression over one input row; pure and deterministic. All implicit casts of SQL are explicit here: the operands of a
 * call have exactly the types that {@link Function} asks for.
 */
public sealed interface Expression {

    DataType type();

    /** The input row's column at {@code index}, from 0. */
    record Input(int index, DataType type) implements Expression {}

    /**
     * A constant. The value's class by type: STRING and JSON String, BOOLEAN Boolean, INT Integer, BIGINT Long, DOUBLE Double,
     * DECIMAL BigDecimal of that scale, DATE Integer (days), TIME and TIMESTAMP and INTERVAL DAY Long (microseconds), INTERVAL MONTH
     * Integer, ARRAY List, MAP Map.
     */
    record Literal(@Nullable Object value, DataType type) implements Expression {}

    /** A function of its operands. */
    record Call(Function function, List<Expression> operands, DataType type) implements Expression {
        public Call {
            Objects.requireNonNull(function);
            operands = List.copyOf(operands);
        }
    }

    /**
     * A change of type.
     *
     * @param safe TRY_CAST: NULL instead of a failed event where the value does not fit
     */
    record Cast(Expression operand, DataType type, boolean safe) implements Expression {}

    /** The value of the first branch whose condition is TRUE; further branches are not evaluated. */
    record Case(List<Branch> branches, Expression otherwise, DataType type) implements Expression {
        public Case {
            branches = List.copyOf(branches);
        }
    }

    record Branch(Expression condition, Expression value) {}
}
