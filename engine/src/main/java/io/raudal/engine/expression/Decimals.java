package io.raudal.engine.expression;

import io.raudal.model.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Exact numbers of a DECIMAL's precision and scale. */
final class Decimals {
    private Decimals() {}

    /** The number rounded half up to the type's scale; null if it has more digits than the type. */
    static @Nullable BigDecimal fit(BigDecimal value, DataType type) {
        DataType.Decimal decimal = (DataType.Decimal) type;
        // digits in front of the point; a huge exponent must not be written out
        long whole = (long) value.precision() - value.scale();
        if (value.signum() == 0 || whole < -decimal.scale() - 1L) {
            return BigDecimal.ZERO.setScale(decimal.scale());
        }
        if (whole > decimal.precision()) {
            return null;
        }
        BigDecimal rounded = value.setScale(decimal.scale(), RoundingMode.HALF_UP);
        return rounded.precision() > decimal.precision() ? null : rounded;
    }
}
