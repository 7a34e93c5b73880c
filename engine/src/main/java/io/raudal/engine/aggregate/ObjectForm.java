package io.raudal.engine.aggregate;

import io.raudal.engine.Vector;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyCodec;
import io.raudal.engine.key.StateReader;
import io.raudal.model.DataType;
import java.util.Arrays;
import java.util.List;

/** A value that is no number as one immutable object of a state: a text's bytes, else what the vector holds. */
final class ObjectForm {
    private final DataType type;
    private final KeyCodec codec;

    ObjectForm(DataType type) {
        this.type = type;
        codec = new KeyCodec(List.of(type), false);
    }

    Object get(Vector vector, int row) {
        if (vector instanceof Vector.Texts texts) {
            int from = texts.from(row);
            return Arrays.copyOfRange(texts.bytes(row), from, from + texts.length(row));
        }
        return java.util.Objects.requireNonNull(((Vector.Values) vector).values[row]);
    }

    void put(Object object, Vector out, int row) {
        if (out instanceof Vector.Texts texts) {
            byte[] text = (byte[]) object;
            texts.copy(row, text, 0, text.length);
        } else {
            ((Vector.Values) out).values[row] = object;
        }
    }

    void write(Object object, KeyBytes out) {
        if (object instanceof byte[] text) {
            out.putInt(text.length);
            out.put(text, 0, text.length);
            return;
        }
        Vector.Values one = new Vector.Values();
        one.ensure(1);
        one.values[0] = object;
        codec.write(0, one, 0, out);
    }

    Object read(StateReader in) {
        if (Vector.of(type) instanceof Vector.Values one) {
            one.ensure(1);
            in.seek(codec.read(in.bytes, in.at(), in.bytes.length, new Vector[] {one}, 0, false));
            return java.util.Objects.requireNonNull(one.values[0]);
        }
        return in.nextBytes();
    }
}
