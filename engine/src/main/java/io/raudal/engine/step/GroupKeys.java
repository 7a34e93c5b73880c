package io.raudal.engine.step;

import io.raudal.engine.Vector;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyCodec;
import io.raudal.engine.key.KeyHash;
import io.raudal.engine.step.SourceLayout.GroupingPlan;
import java.util.Arrays;

/**
 * The keys of a batch's rows for one grouping set, with their hashes. A key's first 16 bytes are kept as two longs (big-endian, padded
 * with zeros), so that the table behind need not touch the bytes of a short key; of one bare text it is the text's own bytes, which are
 * not copied, and a length of {@link #NULL} for NULL.
 */
final class GroupKeys {
    static final int NULL = -1;
    /** A key up to this length is its two longs. */
    static final int SHORT = 16;

    private final KeyCodec codec;
    private final boolean[] inSet;
    /** Behind the groups where there are several sets, else -1. */
    private final int setNumber;

    private final boolean bare;
    private final KeyBytes encoded = new KeyBytes(1024);
    private byte[] source = new byte[0];
    private byte[] arena = new byte[0];
    private int[] offsets = new int[0];
    // By row of the batch.
    int[] lengths = new int[0];
    int[] hashes = new int[0];
    long[] heads = new long[0];
    long[] tails = new long[0];

    GroupKeys(GroupingPlan plan, int set) {
        setNumber = plan.hasSetNumber() ? set : -1;
        codec = codec(plan);
        bare = codec.isBareText();
        inSet = new boolean[plan.groups().size()];
        for (int group : plan.sets().get(set)) {
            inSet[group] = true;
        }
    }

    static KeyCodec codec(GroupingPlan plan) {
        return new KeyCodec(plan.types(), !plan.hasSetNumber());
    }

    /** Encodes the groups of the selected rows. */
    void encode(Vector[] groups, int[] selection, int selected) {
        int rows = selected == 0 ? 0 : selection[selected - 1] + 1;
        if (offsets.length < rows) {
            int capacity = Math.max(rows, 2 * offsets.length);
            offsets = new int[capacity];
            lengths = new int[capacity];
            hashes = new int[capacity];
            heads = new long[capacity];
            tails = new long[capacity];
        }
        if (bare) {
            bareTexts((Vector.Texts) groups[0], selection, selected);
            return;
        }
        encoded.clear();
        for (int i = 0; i < selected; i++) {
            int row = selection[i];
            int from = encoded.size();
            for (int group = 0; group < groups.length; group++) {
                if (inSet[group]) {
                    codec.write(group, groups[group], row, encoded);
                } else {
                    codec.writeNull(encoded);
                }
            }
            if (setNumber >= 0) {
                encoded.putInt(setNumber);
            }
            offsets[row] = from;
            lengths[row] = encoded.size() - from;
        }
        source = encoded.bytes();
        for (int i = 0; i < selected; i++) {
            int row = selection[i];
            set(row, source, offsets[row], lengths[row]);
        }
    }

    private void bareTexts(Vector.Texts texts, int[] selection, int selected) {
        source = texts.source;
        arena = texts.arena();
        for (int i = 0; i < selected; i++) {
            int row = selection[i];
            if (texts.isNull(row)) {
                lengths[row] = NULL;
                heads[row] = 0;
                tails[row] = 0;
                hashes[row] = KeyHash.of(0, 0, NULL);
                continue;
            }
            int offset = texts.offsets[row];
            offsets[row] = offset;
            lengths[row] = texts.lengths[row];
            if (offset >= 0) {
                set(row, source, offset, lengths[row]);
            } else {
                set(row, arena, ~offset, lengths[row]);
            }
        }
    }

    private void set(int row, byte[] bytes, int from, int length) {
        long head = KeyBytes.headOf(bytes, from, length);
        long tail = length <= 8 ? 0 : KeyBytes.headOf(bytes, from + 8, length - 8);
        heads[row] = head;
        tails[row] = tail;
        hashes[row] = length <= SHORT ? KeyHash.of(head, tail, length) : KeyHash.of(bytes, from, length);
    }

    /** Whether the bytes of a long key are these. */
    boolean isAt(int row, byte[] bytes, int from) {
        int offset = offsets[row];
        byte[] own = offset >= 0 ? source : arena;
        int start = offset >= 0 ? offset : ~offset;
        return Arrays.equals(own, start, start + lengths[row], bytes, from, from + lengths[row]);
    }

    /** Appends the bytes of a key that is not NULL. */
    void copy(int row, KeyBytes out) {
        int offset = offsets[row];
        out.put(offset >= 0 ? source : arena, offset >= 0 ? offset : ~offset, lengths[row]);
    }

    /** Appends the whole key, of a bare text with what stands ahead of it. */
    void write(int row, KeyBytes out) {
        if (bare) {
            out.putByte(lengths[row] == NULL ? 0 : 1);
        }
        if (lengths[row] != NULL) {
            copy(row, out);
        }
    }
}
