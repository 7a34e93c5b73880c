package io.raudal.engine.aggregate;

import io.raudal.engine.Vector;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyCodec;
import io.raudal.engine.key.KeyHash;
import io.raudal.engine.key.KeyTable;
import io.raudal.engine.key.StateReader;

/** The distinct values of one column that one group has seen, by their key bytes. About 50 bytes a value. */
final class ValueSet {
    private final KeyTable table = new KeyTable(4);

    int size() {
        return table.size();
    }

    /** Adds the values of a row. */
    void add(KeyCodec codec, Vector[] columns, int row, KeyBytes scratch) {
        if (codec.isBareText()) {
            Vector.Texts texts = (Vector.Texts) columns[0];
            byte[] bytes = texts.bytes(row);
            int from = texts.from(row);
            int length = texts.length(row);
            table.internText(bytes, from, length, KeyHash.of(bytes, from, length));
        } else {
            scratch.clear();
            codec.write(columns, row, scratch);
            table.intern(scratch.bytes(), 0, scratch.size(), KeyHash.of(scratch.bytes(), 0, scratch.size()));
        }
    }

    void addAll(ValueSet other) {
        for (int id = 0; id < other.table.size(); id++) {
            table.intern(other.table.bytes(), other.table.offset(id), other.table.length(id), other.table.hash(id));
        }
    }

    /** The values in their order as rows of a vector. */
    Vector sorted(KeyCodec codec, Vector into) {
        int[] order = table.sorted();
        into.ensure(order.length);
        Vector[] columns = {into};
        for (int i = 0; i < order.length; i++) {
            int from = table.offset(order[i]);
            codec.read(table.bytes(), from, from + table.length(order[i]), columns, i, false);
        }
        return into;
    }

    void write(KeyBytes out) {
        out.putInt(table.size());
        for (int id = 0; id < table.size(); id++) {
            out.putInt(table.hash(id));
            out.putInt(table.length(id));
            out.put(table.bytes(), table.offset(id), table.length(id));
        }
    }

    static ValueSet read(StateReader in) {
        ValueSet set = new ValueSet();
        int count = in.nextCount(8);
        for (int i = 0; i < count; i++) {
            int hash = in.nextInt();
            byte[] key = in.nextBytes();
            set.table.intern(key, 0, key.length, hash);
        }
        return set;
    }
}
