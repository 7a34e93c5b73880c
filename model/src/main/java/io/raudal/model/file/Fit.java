package io.raudal.model.file;

import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.TimestampFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a value in the pipeline file fits a column: text that is a number fits a numeric column, 25.0 fits INT and 25.5 does not, a
 * number or boolean fits STRING as it is written. NULL fits here; what NOT NULL says is not asked.
 */
final class Fit {
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.\\d+|\\d+(\\.\\d*)?)([eE][-+]?\\d{1,3})?");

    /** As rows and files have them. */
    private static final Pattern NOT_FINITE = Pattern.compile("(?i)nan|-?infinity");

    private Fit() {}

    static boolean fits(Node node, Column column) {
        if (node.value() == null) {
            return true;
        }
        return fits(node, column.type(), column.format());
    }

    private static boolean fits(Node node, DataType type, TimestampFormat format) {
        if (type == DataType.Simple.JSON) {
            return true;
        }
        if (type instanceof DataType.Array array) {
            return node instanceof Node.Sequence list
                    && list.items().stream().allMatch(item -> fitsElement(item, array.element()));
        }
        if (type instanceof DataType.Map map) {
            return node instanceof Node.Mapping mapping
                    && mapping.entries().stream().allMatch(entry -> fitsElement(entry.node(), map.value()));
        }
        return node instanceof Node.Scalar scalar && fitsScalar(scalar, type, format);
    }

    private static boolean fitsElement(Node node, DataType type) {
        return node.value() == null || fits(node, type, new TimestampFormat.Iso());
    }

    private static boolean fitsScalar(Node.Scalar scalar, DataType type, TimestampFormat format) {
        if (type instanceof DataType.Decimal decimal) {
            return isNumber(scalar)
                    && new BigDecimal(scalar.text())
                                    .setScale(decimal.scale(), RoundingMode.HALF_UP)
                                    .precision()
                            <= decimal.precision();
        }
        if (!(type instanceof DataType.Simple simple)) {
            return false;
        }
        return switch (simple) {
            case STRING, JSON -> true;
            case BOOLEAN -> scalar.text().equals("true") || scalar.text().equals("false");
            case INT -> isWhole(scalar, BigDecimal.valueOf(Integer.MIN_VALUE), BigDecimal.valueOf(Integer.MAX_VALUE));
            case BIGINT -> isWhole(scalar, BigDecimal.valueOf(Long.MIN_VALUE), BigDecimal.valueOf(Long.MAX_VALUE));
            case DOUBLE ->
                scalar.value() instanceof Double
                        || NOT_FINITE.matcher(scalar.text()).matches()
                        || (isNumber(scalar) && Double.isFinite(Double.parseDouble(scalar.text())));
            case DATE, TIME, TIMESTAMP -> fitsTime(scalar.text(), simple, format);
            case INTERVAL_DAY, INTERVAL_MONTH -> false;
        };
    }

    private static boolean isNumber(Node.Scalar scalar) {
        return scalar.text().length() <= 400 && NUMBER.matcher(scalar.text()).matches();
    }

    private static boolean isWhole(Node.Scalar scalar, BigDecimal least, BigDecimal most) {
        if (!isNumber(scalar)) {
            return false;
        }
        BigDecimal number = new BigDecimal(scalar.text());
        return number.stripTrailingZeros().scale() <= 0 && number.compareTo(least) >= 0 && number.compareTo(most) <= 0;
    }

    private static boolean fitsTime(String text, DataType.Simple type, TimestampFormat format) {
        if (format instanceof TimestampFormat.Epoch) {
            return NUMBER.matcher(text).matches();
        }
        try {
            if (format instanceof TimestampFormat.Pattern pattern) {
                DateTimeFormatter.ofPattern(pattern.pattern(), Locale.ENGLISH).parse(text);
            } else if (type == DataType.Simple.DATE) {
                LocalDate.parse(text);
            } else if (type == DataType.Simple.TIME) {
                LocalTime.parse(text);
            } else {
                DateTimeFormatter.ISO_DATE_TIME.parse(text.replaceFirst("(?<=\\d) (?=\\d)", "T"));
            }
            return true;
        } catch (DateTimeException | IllegalArgumentException e) {
            return false;
        }
    }
}
