package io.raudal.cli.infer;

import io.raudal.model.Format;
import java.util.List;

/**
 * What was read of a file.
 *
 * @param format of the file, without texts that mean NULL
 * @param header in CSV, the names of the columns in order; empty otherwise
 * @param fields the record that all events have in common
 * @param records events that could be read
 * @param unreadable events that could not
 * @param whole whether the sample is all of the file
 */
record Sample(Format format, List<String> header, FieldProfile fields, long records, long unreadable, boolean whole) {
    Sample {
        header = List.copyOf(header);
    }
}
