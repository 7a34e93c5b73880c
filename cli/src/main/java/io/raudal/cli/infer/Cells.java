package io.raudal.cli.infer;

import io.raudal.model.DataType;
import java.util.Set;

/** How a text without a type of its own (a CSV field, a named group) is taken. */
final class Cells {
    private static final Set<String> NULL_TEXTS =
            Set.of("NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "Null", "None", "\\N", "-", "?", "nil");

    private Cells() {}

    static void see(FieldProfile field, String text) {
        if (text.isEmpty()) {
            return;
        }
        if (NULL_TEXTS.contains(text)) {
            field.seeNullText(text);
        } else if (NumberProfile.isNumber(text)) {
            field.seeNumber(text);
        } else if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            field.seeBoolean();
        } else {
            field.seeText(text);
        }
    }

    /** Whether the text looks like a value rather than like a column's name. */
    static boolean isValue(String text) {
        FieldProfile field = new FieldProfile();
        see(field, text);
        return !field.isText() || field.texts().times().best().isPresent();
    }

    /** Whether all texts of a field look like values of one kind. */
    static boolean isOfValues(FieldProfile field) {
        return field.type(false) != DataType.Simple.STRING
                || field.texts().times().best().isPresent();
    }
}
