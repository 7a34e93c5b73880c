package io.raudal.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.Detail;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Call;
import io.raudal.plan.Expression.Cast;
import io.raudal.plan.Expression.Input;
import io.raudal.plan.Expression.Literal;
import io.raudal.plan.Function;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailingConstantsTest {
    private static final Input DEVICE = new Input(0, Simple.STRING);
    private static final Input TIME = new Input(1, Simple.TIMESTAMP);

    @Test
    void callsOfConstants_thatFail_areToldInnermostAlone() {
        Expression ratio = call(Function.DIVIDE, Simple.BIGINT, number(1), number(0));

        assertThat(found(ratio)).containsExactly("1 / 0: division by zero");
        assertThat(found(call(Function.ADD, Simple.BIGINT, ratio, number(2))))
                .containsExactly("1 / 0: division by zero");
        assertThat(found(call(Function.DIVIDE, Simple.BIGINT, new Input(2, Simple.BIGINT), number(0))))
                .isEmpty();
        assertThat(found(new Cast(text("abc"), Simple.INT, false))).containsExactly("CAST('abc' AS INT): not a number");
        assertThat(found(new Cast(text("abc"), Simple.INT, true))).isEmpty();
    }

    @Test
    void texts_thatAreNoPattern_areToldWhateverElseTheCallTakes() {
        assertThat(found(call(Function.REGEXP_EXTRACT, Simple.STRING, DEVICE, text("("), number(1))))
                .containsExactly("'(': not a regular expression: Unclosed group");
        assertThat(found(call(Function.REGEXP, Simple.BOOLEAN, DEVICE, text("[a"))))
                .hasSize(1);
        assertThat(found(call(Function.REGEXP_REPLACE, Simple.STRING, text("a"), text("("), text("b"))))
                .hasSize(1);
        assertThat(found(call(Function.DATE_FORMAT, Simple.STRING, TIME, text("bogus"))))
                .singleElement()
                .asString()
                .startsWith("'bogus': not a pattern of times: ");
        assertThat(found(call(Function.DATE_FORMAT, Simple.STRING, DEVICE, text("bogus"))))
                .hasSize(1);
        for (Function function : List.of(Function.TO_TIMESTAMP, Function.TO_DATE, Function.UNIX_TIMESTAMP)) {
            assertThat(found(call(function, Simple.TIMESTAMP, DEVICE, text("bogus"))))
                    .as(function.name())
                    .hasSize(1);
        }
        for (Function function : List.of(Function.JSON_VALUE, Function.JSON_QUERY, Function.JSON_EXISTS)) {
            assertThat(found(call(function, Simple.STRING, DEVICE, text("lax $.a."))))
                    .as(function.name())
                    .containsExactly("'lax $.a.': not a JSON path");
        }
    }

    @Test
    void texts_thatAreWell_areNotTold() {
        assertThat(found(call(Function.REGEXP_EXTRACT, Simple.STRING, DEVICE, text("(a)"), number(1))))
                .isEmpty();
        assertThat(found(call(Function.DATE_FORMAT, Simple.STRING, TIME, text("yyyy"))))
                .isEmpty();
        assertThat(found(call(Function.JSON_VALUE, Simple.STRING, DEVICE, text("strict $.a[0]"))))
                .isEmpty();
        assertThat(found(call(Function.REGEXP, Simple.BOOLEAN, DEVICE, DEVICE))).isEmpty();
    }

    private static List<String> found(Expression expression) {
        return FailingConstants.of(expression).stream().map(Detail::toString).toList();
    }

    private static Expression call(Function function, DataType type, Expression... operands) {
        return new Call(function, List.of(operands), type);
    }

    private static Expression number(long value) {
        return new Literal(value, Simple.BIGINT);
    }

    private static Expression text(String value) {
        return new Literal(value, Simple.STRING);
    }
}
