package io.raudal.cli.infer;

import io.raudal.model.Format;
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
 */
record Sample(
        Format format,
        @Nullable CalendarParts calendar,
        FieldProfile fields,
        long records,
        long unreadable,
        boolean whole) {}
