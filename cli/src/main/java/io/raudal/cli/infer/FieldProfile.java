package io.raudal.cli.infer;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that the sample says of one field, and of the fields below it. */
final class FieldProfile {
    /** An object with more different names than this is a map from names to values, not a record. */
    static final int MOST_NAMES = 100;

    private static final int MOST_CHILDREN = 10_000;

    private final NumberProfile numbers = new NumberProfile();
    private final TextProfile texts = new TextProfile();
    private final Map<String, FieldProfile> children = new LinkedHashMap<>();
    private final Map<String, Long> nullTexts = new LinkedHashMap<>();
    private long booleans;
    private long arrays;
    private long objects;
    private @Nullable FieldProfile elements;

    void seeBoolean() {
        booleans++;
    }

    void seeNumber(String text) {
        numbers.see(text);
    }

    void seeText(String text) {
        texts.see(text);
    }

    /** A text that often stands for a missing value, such as NA. */
    void seeNullText(String text) {
        nullTexts.merge(text, 1L, Long::sum);
    }

    void seeObject() {
        objects++;
    }

    FieldProfile child(String name) {
        return children.size() < MOST_CHILDREN
                ? children.computeIfAbsent(name, n -> new FieldProfile())
                : children.getOrDefault(name, new FieldProfile());
    }

    /** @return the profile of all elements of all arrays here */
    FieldProfile seeArray() {
        arrays++;
        if (elements == null) {
            elements = new FieldProfile();
        }
        return elements;
    }

    /** Events in which the field has a value, texts such as NA included. */
    long present() {
        return values() + nullTextCount();
    }

    /** Whether the texts that stand for missing values must be taken for NULL, or the column could not have its type. */
    boolean needsNullTexts() {
        boolean otherThanText = values() > 0 && texts.count() == 0;
        return !nullTexts.isEmpty() && (otherThanText || texts.times().best().isPresent());
    }

    Map<String, Long> nullTexts() {
        return nullTexts;
    }

    long nullTextCount() {
        return nullTexts.values().stream().mapToLong(Long::longValue).sum();
    }

    Map<String, FieldProfile> children() {
        return children;
    }

    NumberProfile numbers() {
        return numbers;
    }

    TextProfile texts() {
        return texts;
    }

    /** Whether it is an object whenever it has a value, with names of its own: then the fields below it are columns. */
    boolean isRecord() {
        return objects > 0 && objects == values() && children.size() <= MOST_NAMES;
    }

    boolean isText() {
        return texts.count() > 0 && texts.count() == values();
    }

    boolean isNumber() {
        return numbers.count() > 0 && numbers.count() == values();
    }

    /** Whether all values are whole numbers, and some past the range of BIGINT. */
    boolean isWholePastBigint() {
        return isNumber() && numbers.isWholePastBigint();
    }

    /** The narrowest type that fits all values, times left aside; STRING if there was no value. */
    DataType type(boolean decimals) {
        long values = values();
        if (values == 0) {
            return Simple.STRING;
        }
        if (objects == values) {
            return mapType(decimals);
        }
        if (arrays == values) {
            return elements == null
                    ? new DataType.Array(Simple.STRING)
                    : new DataType.Array(elements.elementType(decimals));
        }
        if (objects + arrays > 0) {
            return Simple.JSON;
        }
        if (booleans == values) {
            return Simple.BOOLEAN;
        }
        if (numbers.count() > 0 && numbers.count() + texts.numbers().count() == values) {
            NumberProfile all = new NumberProfile();
            all.add(numbers);
            all.add(texts.numbers());
            return all.type(decimals);
        }
        return Simple.STRING;
    }

    private DataType mapType(boolean decimals) {
        DataType common = null;
        for (FieldProfile child : children.values()) {
            DataType type = child.type(decimals);
            if (common != null && !common.equals(type)) {
                type = common(common, type);
            }
            common = type;
        }
        boolean scalar = common != null && (common.isNumeric() || common == Simple.STRING || common == Simple.BOOLEAN);
        return common != null && scalar ? new DataType.Map(common) : Simple.JSON;
    }

    private static DataType common(DataType left, DataType right) {
        if (NumberProfile.isWhole(left) && NumberProfile.isWhole(right)) {
            return NumberProfile.PAST_BIGINT;
        }
        return left.isNumeric() && right.isNumeric() ? Simple.DOUBLE : Simple.JSON;
    }

    /** Arrays of arrays and of objects keep their elements' text. */
    private DataType elementType(boolean decimals) {
        return objects + arrays > 0 ? Simple.JSON : type(decimals);
    }

    private long values() {
        return booleans + numbers.count() + texts.count() + arrays + objects;
    }
}
