package io.raudal.query.view;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Values of columns as the address of a request says them. */
public final class CellText {
    private static final long NANOS_A_MICRO = 1_000;

    private CellText() {}

    /** Whether rows can be asked for by a value of the type. */
    public static boolean isComparable(DataType type) {
        return type instanceof DataType.Decimal || type instanceof Simple && type != Simple.JSON;
    }

    /** The value, as in a {@link io.raudal.plan.Expression.Literal}; empty if the text is none of the type. */
    public static Optional<Object> parse(DataType type, String text) {
        try {
            if (type instanceof DataType.Decimal decimal) {
                return Optional.of(new BigDecimal(text).setScale(decimal.scale()));
            }
            return type instanceof Simple simple ? Optional.of(parse(simple, text)) : Optional.empty();
        } catch (ArithmeticException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Object parse(Simple type, String text) {
        return switch (type) {
            case STRING -> text;
            case BOOLEAN -> {
                if (!text.equals("true") && !text.equals("false")) {
                    throw new IllegalArgumentException(text);
                }
                yield text.equals("true");
            }
            case INT -> Integer.valueOf(text);
            case BIGINT -> Long.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case DATE -> Math.toIntExact(LocalDate.parse(text).toEpochDay());
            case TIME -> LocalTime.parse(text).toNanoOfDay() / NANOS_A_MICRO;
            case TIMESTAMP -> ChronoUnit.MICROS.between(Instant.EPOCH, instant(text));
            default -> throw new IllegalArgumentException(text);
        };
    }

    /**
     * A point in time in ISO 8601, with {@code Z} or an offset.
     *
     * @throws DateTimeException if it is none
     */
    public static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
