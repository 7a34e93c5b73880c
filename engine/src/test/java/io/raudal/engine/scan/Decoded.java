package io.raudal.engine.scan;

import io.raudal.engine.Decoder;
import io.raudal.engine.EventBatch;
import io.raudal.engine.Vector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Decodes bytes for tests, at any offset and with any bytes around them, and reads batches back. */
final class Decoded {
    private Decoded() {}

    /** A row's values in the order of the vectors, Longs as Long; of a dead row, its reason. */
    static Object row(EventBatch batch, int row) {
        if (batch.dead[row] != null) {
            return batch.dead[row];
        }
        List<Object> values = new ArrayList<>();
        for (Vector vector : batch.columns) {
            if (vector != null) {
                values.add(value(vector, row));
            }
        }
        return values;
    }

    private static Object value(Vector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        if (vector instanceof Vector.Longs longs) {
            return longs.values[row];
        }
        if (vector instanceof Vector.Doubles doubles) {
            return doubles.values[row];
        }
        return vector instanceof Vector.Texts texts ? texts.string(row) : ((Vector.Values) vector).values[row];
    }

    static List<Object> rows(EventBatch batch) {
        List<Object> rows = new ArrayList<>();
        for (int row = 0; row < batch.size; row++) {
            rows.add(row(batch, row));
        }
        return rows;
    }

    /** The lines of a text as the first part of a file. */
    static List<Object> lines(Decoder decoder, EventBatch batch, String text) {
        return lines(decoder, batch, text.getBytes(StandardCharsets.UTF_8), 0, 0);
    }

    /** The lines {@code content} at {@code offset} of a block, position 0 being the head of a file. */
    static List<Object> lines(Decoder decoder, EventBatch batch, byte[] content, int offset, long position) {
        byte[] block = block(content, offset, new Random(offset));
        batch.reset(block, position);
        decoder.decodeLines(block, offset, offset + content.length, batch);
        return rows(batch);
    }

    static Object record(Decoder decoder, EventBatch batch, byte[] content, int offset, Random around) {
        byte[] block = block(content, offset, around);
        batch.reset(block, 1);
        decoder.decodeRecord(block, offset, offset + content.length, batch);
        if (batch.size != 1) {
            throw new AssertionError(batch.size + " rows for one record");
        }
        return row(batch, 0);
    }

    static Object record(Decoder decoder, EventBatch batch, String content) {
        return record(decoder, batch, content.getBytes(StandardCharsets.UTF_8), 3, new Random(1));
    }

    /** The content between bytes that would change its meaning if they were used, and no more of them than the contract asks for. */
    static byte[] block(byte[] content, int offset, Random around) {
        byte[] block = new byte[offset + content.length + Decoder.PADDING];
        String nasty = "}]\",\":0123456789.eE+-\\u nulltruefalse\n\r{[\t\u00e9";
        byte[] bytes = nasty.getBytes(StandardCharsets.UTF_8);
        int start = around.nextInt(bytes.length);
        for (int k = 0; k < block.length; k++) {
            block[k] = bytes[(start + k) % bytes.length];
        }
        if (around.nextInt(4) == 0) {
            Arrays.fill(block, bytes[start]);
        }
        System.arraycopy(content, 0, block, offset, content.length);
        return block;
    }
}
