package io.raudal.engine.output;

import io.raudal.engine.Vector;
import io.raudal.plan.Field;
import java.io.OutputStream;
import java.util.List;

/** See {@link RowWriter#ndjson}. */
final class NdjsonRowWriter extends RowWriter {
    /** By column: what stands before its value, such as {@code ,"n":}. */
    private final byte[][] names;

    NdjsonRowWriter(List<Field> columns, OutputStream out) {
        super(columns, out);
        names = new byte[columns.size()][];
        RowText name = new RowText();
        for (int i = 0; i < names.length; i++) {
            name.clear();
            name.put(i == 0 ? '{' : ',');
            quoted(name, columns.get(i).name());
            name.put(':');
            names[i] = name.toByteArray();
        }
    }

    @Override
    void line(Vector[] columns, int row) {
        for (int i = 0; i < names.length; i++) {
            text.put(names[i]);
            json(text, types[i], columns[i], row);
        }
        text.put('}');
        text.put('\n');
    }
}
