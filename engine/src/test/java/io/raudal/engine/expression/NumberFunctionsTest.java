package io.raudal.engine.expression;

import static io.raudal.engine.expression.Calls.call;
import static io.raudal.engine.expression.FunctionCases.number;
import static io.raudal.engine.expression.FunctionCases.text;
import static io.raudal.engine.expression.FunctionCases.whole;
import static io.raudal.plan.Function.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class NumberFunctionsTest {
    @Test
    void cases_ofNumbers() {
        whole(ABS, 5, -5);
        whole(ABS, Integer.MIN_VALUE, Integer.MIN_VALUE);
        number(ABS, 2.5, -2.5);
        whole(SIGN, -1, -7);
        number(SIGN, -1.0, -2.5);
        assertThat(call(SIGN, new DataType.Decimal(2, 1), new BigDecimal("-2.5")))
                .isEqualTo(new BigDecimal("-1.0"));
        assertThat(call(CEIL, new DataType.Decimal(10, 0), new BigDecimal("-2.5")))
                .isEqualTo(new BigDecimal("-2"));
        assertThat(call(FLOOR, new DataType.Decimal(10, 0), new BigDecimal("-2.5")))
                .isEqualTo(new BigDecimal("-3"));
        number(CEIL, 3.0, 2.1);
        number(FLOOR, -3.0, -2.1);
        whole(FLOOR, 7, 7);
        number(ROUND, 1.01, 1.005, 2);
        number(ROUND, -3.0, -2.5);
        number(ROUND, 1.5e300, 1.5e300, 400);
        number(ROUND, 0.0, 1.5, -400);
        number(ROUND, Double.NaN, Double.NaN, 2);
        whole(ROUND, 1200, 1234, -2);
        whole(ROUND, 1300, 1250, -2);
        assertThat(call(ROUND, Simple.BIGINT, -1250L, -2)).isEqualTo(-1300L);
        assertThat(call(ROUND, new DataType.Decimal(4, 1), new BigDecimal("12.350"), 1))
                .isEqualTo(new BigDecimal("12.4"));
        assertThat(call(TRUNCATE, new DataType.Decimal(10, 2), new BigDecimal("-42.345"), 2))
                .isEqualTo(new BigDecimal("-42.34"));
        number(TRUNCATE, -42.0, -42.9);
        whole(TRUNCATE, 1200, 1299, -2);
        number(SQRT, 3.0, 9.0);
        number(SQRT, Double.NaN, -1.0);
        number(SQRT, 1.5, new BigDecimal("2.25"));
        number(CBRT, -3.0, -27.0);
        number(POWER, 1024.0, 2, 10);
        number(EXP, Math.E, 1.0);
        number(LN, Double.NEGATIVE_INFINITY, 0.0);
        number(LOG10, 3.0, 1000.0);
        number(LOG2, 3.0, 8.0);
        number(LOG, 1.0, Math.E);
        number(LOG, 3.0, 2.0, 8.0);
        number(SIN, Math.sin(1), 1.0);
        number(COS, Math.cos(1), 1.0);
        number(TAN, Math.tan(1), 1.0);
        number(COT, Double.POSITIVE_INFINITY, 0.0);
        number(ASIN, Math.asin(0.5), 0.5);
        number(ACOS, Math.acos(0.5), 0.5);
        number(ATAN, Math.atan(2), 2.0);
        number(ATAN2, Math.atan2(1, -2), 1.0, -2.0);
        number(SINH, Math.sinh(1), 1.0);
        number(COSH, Math.cosh(1), 1.0);
        number(TANH, Math.tanh(1), 1.0);
        number(DEGREES, 180.0, Math.PI);
        number(RADIANS, Math.PI, 180.0);
        number(PI, Math.PI);
        number(E, Math.E);
        text(BIN, "101", 5);
        text(BIN, "1".repeat(64), -1);
        text(HEX, "FF", 255);
        text(HEX, "0", 0);
        text(HEX, "FFFFFFFFFFFFFFFF", -1);
        text(HEX, "616263C3A9", "abcé");
    }
}
