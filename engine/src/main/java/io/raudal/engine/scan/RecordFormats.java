package io.raudal.engine.scan;

import io.raudal.engine.RecordFormat;
import io.raudal.model.Column;
import io.raudal.model.Format;
import java.time.ZoneId;
import java.util.List;

/** Makes the {@link RecordFormat} of a stream or of a table's file. */
public final class RecordFormats {
    private RecordFormats() {}

    /**
     * A format that decodes some columns of a stream.
     *
     * @param columns all columns of the stream, in its order; those with an expression have no place in an event
     * @param used indexes of the columns to decode, each once, none with an expression
     * @param zone of timestamps that name none
     * @throws io.raudal.model.RaudalException INVALID_PIPELINE if the format cannot carry a used column: a text pattern without its group,
     *     a CSV delimiter or quote that is not ASCII
     */
    public static RecordFormat of(List<Column> columns, List<Integer> used, Format format, ZoneId zone) {
        if (used.stream().distinct().count() != used.size()
                || used.stream().anyMatch(index -> columns.get(index).expression() != null)) {
            throw new IllegalArgumentException("used columns must be fields, each named once: " + used);
        }
        if (format instanceof Format.Csv csv) {
            return new CsvFormat(columns, used, csv, zone);
        }
        if (format instanceof Format.Text text) {
            return new TextFormat(columns, used, text, zone);
        }
        return new JsonFormat(columns, used, zone);
    }
}
