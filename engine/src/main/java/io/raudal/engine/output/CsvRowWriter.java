package io.raudal.engine.output;

import io.raudal.engine.Vector;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Field;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** See {@link RowWriter#csv}. */
final class CsvRowWriter extends RowWriter {

    CsvRowWriter(List<Field> columns, OutputStream out) {
        super(columns, out);
        for (int i = 0; i < columns.size(); i++) {
            separate(i);
            byte[] name = columns.get(i).name().getBytes(StandardCharsets.UTF_8);
            int from = text.size();
            text.plain(name, 0, name.length);
            enclose(from);
        }
        text.put('\n');
    }

    @Override
    void line(Vector[] columns, int row) {
        for (int i = 0; i < types.length; i++) {
            separate(i);
            Vector vector = columns[i];
            int from = text.size();
            if (vector.isNull(row)) {
                // A line of one NULL would be a blank line, which readers skip.
                if (types.length == 1) {
                    enclose(from);
                }
            } else if (vector instanceof Vector.Longs longs) {
                whole(text, types[i], longs.values[row], false);
            } else if (vector instanceof Vector.Doubles doubles) {
                real(text, doubles.values[row], false);
            } else if (vector instanceof Vector.Texts texts && types[i] == Simple.STRING) {
                text.plain(texts.bytes(row), texts.from(row), texts.length(row));
                enclose(from);
            } else {
                json(text, types[i], vector, row);
                enclose(from);
            }
        }
        text.put('\n');
    }

    private void separate(int column) {
        if (column > 0) {
            text.put(',');
        }
    }

    /** Puts what was written from there into quotes, if it is empty or has what readers would take for more than text. */
    private void enclose(int from) {
        if (text.size() == from || text.needsEnclosing(from)) {
            text.enclose(from);
        }
    }
}
