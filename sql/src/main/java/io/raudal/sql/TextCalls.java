package io.raudal.sql;

import io.raudal.model.DataType.Simple;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Call;
import io.raudal.plan.Expression.Literal;
import io.raudal.plan.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlTrimFunction;

/** The functions of text with a syntax or with defaults of their own. */
final class TextCalls {
    private final ExpressionCompiler compiler;
    private final Diagnostics diagnostics;

    TextCalls(ExpressionCompiler compiler, Diagnostics diagnostics) {
        this.compiler = compiler;
        this.diagnostics = diagnostics;
    }

    /** A chain of || as one CONCAT. */
    Expression joined(SqlCall call) {
        List<Expression> operands = new ArrayList<>();
        SqlNode left = call.operand(0);
        Expression first = compiler.compile(left);
        if (left instanceof SqlCall nested
                && nested.getOperator().getName().equals("||")
                && first instanceof Call concat) {
            operands.addAll(concat.operands());
        } else {
            operands.add(first);
        }
        operands.add(compiler.compile(call.operand(1)));
        return FunctionTable.call("CONCAT", operands, call, diagnostics);
    }

    Expression like(SqlCall call) {
        boolean negated = call.getOperator().getName().startsWith("NOT");
        boolean similar = call.getOperator().getName().contains("SIMILAR");
        List<Expression> operands = compiler.compileAll(call.getOperandList());
        List<Expression> texts = new ArrayList<>();
        for (Expression operand : operands) {
            if (operand == Literals.ERROR) {
                return operand;
            }
            if (!Types.isText(operand.type())) {
                return compiler.refuse(call, "types.operand", call.getOperator().getName(), operand.type());
            }
            texts.add(Coercion.to(Simple.STRING, operand));
        }
        if (similar && texts.size() > 2) {
            return compiler.refuse(call, "unsupported", "SIMILAR TO ... ESCAPE");
        }
        Expression match = new Call(similar ? Function.SIMILAR_TO : Function.LIKE, texts, Simple.BOOLEAN);
        return negated ? ExpressionCompiler.of(Function.NOT, Simple.BOOLEAN, match) : match;
    }

    Expression trim(SqlCall call) {
        SqlTrimFunction.Flag flag = ((SqlLiteral) call.operand(0)).symbolValue(SqlTrimFunction.Flag.class);
        Function function = switch (Objects.requireNonNull(flag)) {
            case BOTH -> Function.TRIM_BOTH;
            case LEADING -> Function.TRIM_LEADING;
            case TRAILING -> Function.TRIM_TRAILING;
        };
        return trim(call, function, compiler.compile(call.operand(1)), compiler.compile(call.operand(2)));
    }

    Expression trimmed(SqlCall call, String name) {
        if (call.operandCount() < 1 || call.operandCount() > 2) {
            return compiler.refuse(call, "function.count", name, call.operandCount(), name + "(text, characters)");
        }
        Function function = switch (name) {
            case "LTRIM" -> Function.TRIM_LEADING;
            case "RTRIM" -> Function.TRIM_TRAILING;
            default -> Function.TRIM_BOTH;
        };
        Expression text = compiler.compile(call.operand(0));
        Expression characters =
                call.operandCount() == 2 ? compiler.compile(call.operand(1)) : new Literal(" ", Simple.STRING);
        return trim(call, function, characters, text);
    }

    private Expression trim(SqlCall call, Function function, Expression characters, Expression text) {
        if (characters == Literals.ERROR || text == Literals.ERROR) {
            return Literals.ERROR;
        }
        if (!Types.isText(text.type()) || !Types.isText(characters.type())) {
            return compiler.refuse(
                    call, "types.operand", "TRIM", Types.isText(text.type()) ? characters.type() : text.type());
        }
        return ExpressionCompiler.of(
                function, Simple.STRING, Coercion.to(Simple.STRING, characters), Coercion.to(Simple.STRING, text));
    }

    Expression instr(SqlCall call) {
        if (call.operandCount() != 2) {
            return compiler.refuse(call, "function.count", "INSTR", call.operandCount(), "INSTR(text, part)");
        }
        Expression text = compiler.compile(call.operand(0));
        Expression needle = compiler.compile(call.operand(1));
        return FunctionTable.call("POSITION", List.of(needle, text), call, diagnostics);
    }

    Expression sha2(SqlCall call) {
        if (call.operandCount() != 2) {
            return compiler.refuse(call, "function.count", "SHA2", call.operandCount(), "SHA2(text, 256)");
        }
        Expression text = compiler.compile(call.operand(0));
        Expression bits = compiler.compile(call.operand(1));
        String name = bits instanceof Literal literal ? "SHA" + literal.value() : "";
        if (!Set.of("SHA224", "SHA256", "SHA384", "SHA512").contains(name)) {
            return bits == Literals.ERROR ? bits : compiler.refuse(call, "sha2");
        }
        return FunctionTable.call(name, List.of(text), call, diagnostics);
    }

    Expression stringToMap(SqlCall call) {
        List<Expression> operands = new ArrayList<>(compiler.compileAll(call.getOperandList()));
        if (operands.size() == 1) {
            operands.add(new Literal(",", Simple.STRING));
            operands.add(new Literal("=", Simple.STRING));
        }
        return FunctionTable.call("STR_TO_MAP", operands, call, diagnostics);
    }
}
