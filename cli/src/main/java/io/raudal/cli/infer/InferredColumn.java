package io.raudal.cli.infer;

import io.raudal.model.DataType;
import io.raudal.model.FieldPath;
import io.raudal.model.Message;
import io.raudal.model.TimestampFormat;
import org.jspecify.annotations.Nullable;

/**
 * One column of the definition.
 *
 * @param name as SQL may write it without quotes
 * @param path where its value is in the event
 * @param format how times are written; ISO for other types
 * @param always whether every event of the sample has a value
 * @param present events that have one
 * @param expression of a column that is computed from others
 * @param disorder of its times in file order; null if it is no time
 * @param unitMicros so many microseconds are one of the disorder's unit
 * @param remark what people should know of how it is computed; null for nothing
 * @param field what the sample says of it
 */
record InferredColumn(
        String name,
        FieldPath path,
        DataType type,
        TimestampFormat format,
        boolean always,
        long present,
        @Nullable String expression,
        @Nullable Disorder disorder,
        double unitMicros,
        @Nullable Message remark,
        FieldProfile field) {

    boolean isTime() {
        return type == DataType.Simple.TIMESTAMP && disorder != null;
    }

    /** The type as the pipeline file has it, such as {@code TIMESTAMP(epoch_ms) NOT NULL}. */
    String typeText(boolean notNull) {
        String text = format instanceof TimestampFormat.Epoch epoch
                ? "TIMESTAMP(" + epoch.unit().text() + ")"
                : type.toString();
        return notNull ? text + " NOT NULL" : text;
    }

    /** Whether the field must be named because the column has another name. */
    boolean needsPath() {
        return expression == null && !path.equals(FieldPath.of(name));
    }
}
