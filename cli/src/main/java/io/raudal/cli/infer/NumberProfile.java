package io.raudal.cli.infer;

import io.raudal.model.DataType;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** What the numbers of one field have in common. */
final class NumberProfile {
    /** What is a number in text as well: no sign but minus, no leading zeros, so that the text can be told from an identifier. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?");

    /** For whole numbers that BIGINT has no room for, with every digit. */
    static final DataType PAST_BIGINT = new DataType.Decimal(DataType.Decimal.MAX_PRECISION, 0);

    private static final int LONG_DIGITS = 18;

    private final Disorder disorder = new Disorder();
    private long whole;
    private long fractional;
    private boolean beyondLong;
    private boolean exponent;
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;
    private int digitsBefore = 1;
    private int digitsBehind;

    static boolean isNumber(String text) {
        return text.length() <= 400 && NUMBER.matcher(text).matches();
    }

    /** @param text as {@link #isNumber} or JSON allows */
    void see(String text) {
        double value = Double.parseDouble(text);
        lowest = Math.min(lowest, value);
        highest = Math.max(highest, value);
        disorder.see(value);
        int sign = text.startsWith("-") ? 1 : 0;
        int point = text.indexOf('.');
        if (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            fractional++;
            exponent = true;
        } else if (point >= 0) {
            fractional++;
            digitsBefore = Math.max(digitsBefore, point - sign);
            digitsBehind = Math.max(digitsBehind, text.length() - point - 1);
        } else {
            whole++;
            int digits = text.length() - sign;
            digitsBefore = Math.max(digitsBefore, digits);
            beyondLong |=
                    digits > LONG_DIGITS && new BigDecimal(text).toBigInteger().bitLength() > 63;
        }
    }

    void add(NumberProfile other) {
        whole += other.whole;
        fractional += other.fractional;
        beyondLong |= other.beyondLong;
        exponent |= other.exponent;
        lowest = Math.min(lowest, other.lowest);
        highest = Math.max(highest, other.highest);
        digitsBefore = Math.max(digitsBefore, other.digitsBefore);
        digitsBehind = Math.max(digitsBehind, other.digitsBehind);
    }

    long count() {
        return whole + fractional;
    }

    boolean isWhole() {
        return fractional == 0 && !beyondLong;
    }

    boolean isWholePastBigint() {
        return fractional == 0 && beyondLong;
    }

    /** Whether {@link #type} gives the type to whole numbers. */
    static boolean isWhole(DataType type) {
        return type == DataType.Simple.BIGINT || type.equals(PAST_BIGINT);
    }

    double lowest() {
        return lowest;
    }

    double highest() {
        return highest;
    }

    Disorder disorder() {
        return disorder;
    }

    /**
     * BIGINT if all are whole and fit; what is whole and does not fit is likelier an identifier than a measure, and keeps its digits: as
     * DECIMAL, or past that as text. Else DECIMAL if it is asked for and can hold all; else DOUBLE.
     */
    DataType type(boolean decimals) {
        if (isWhole()) {
            return DataType.Simple.BIGINT;
        }
        if (fractional == 0) {
            return digitsBefore <= DataType.Decimal.MAX_PRECISION ? PAST_BIGINT : DataType.Simple.STRING;
        }
        int precision = digitsBefore + digitsBehind;
        return decimals && !exponent && precision <= DataType.Decimal.MAX_PRECISION
                ? new DataType.Decimal(precision, digitsBehind)
                : DataType.Simple.DOUBLE;
    }
}
