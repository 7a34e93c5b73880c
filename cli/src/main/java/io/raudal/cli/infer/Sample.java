package io.raudal.cli.infer;

import io.raudal.model.Format;
import io.raudal.model.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a file.
 *
 * @param format of the file, without texts that mean NULL
 * @param calendar in CSV, the time that several columns make up together
 * @param fields the record that all events have in common
 * @param records events that could be read
 * @param unreadable events that could not
 * @param whole whether the sample is all of the file
 * @param remarks what people should know of how it was read
 */
record Sample(
        Format format,
        @Nullable CalendarParts calendar,
        FieldProfile fields,
        long records,
        long unreadable,
        boolean whole,
        List<Message> remarks) {

    Sample {
        remarks = List.copyOf(remarks);
    }

    /** One whose first record could have been taken for something else. */
    Sample with(Message remark) {
        List<Message> all = new ArrayList<>(List.of(remark));
        all.addAll(remarks);
        return new Sample(format, calendar, fields, records, unreadable, whole, all);
    }
}
