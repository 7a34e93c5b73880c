package io.raudal.engine.step;

import io.raudal.engine.Vector;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyCodec;
import io.raudal.engine.key.KeyHash;
import io.raudal.engine.key.KeyTable;
import io.raudal.engine.step.SourceLayout.GroupingPlan;
import java.util.Arrays;

/** The encoded keys of a batch's rows for one grouping set, with their hashes; one bare text is not copied. */
final class GroupKeys {
    private static final int NULL = -1;

    private final KeyCodec codec;
    private final boolean[] inSet;
    /** Behind the groups where there are several sets, else -1. */
    private final int setNumber;

    private final boolean bare;
    private final KeyBytes encoded = new KeyBytes(1024);
    private byte[] source = new byte[0];
    private byte[] arena = new byte[0];
    private int[] offsets = new int[0];
    private int[] lengths = new int[0];
    private int[] hashes = new int[0];

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
            hashes[row] = KeyHash.of(source, offsets[row], lengths[row]);
        }
    }

    private void bareTexts(Vector.Texts texts, int[] selection, int selected) {
        source = texts.source;
        arena = texts.arena();
        for (int i = 0; i < selected; i++) {
            int row = selection[i];
            if (texts.isNull(row)) {
                lengths[row] = NULL;
                continue;
            }
            int offset = texts.offsets[row];
            int length = texts.lengths[row];
            offsets[row] = offset;
            lengths[row] = length;
            hashes[row] = offset >= 0 ? KeyHash.of(source, offset, length) : KeyHash.of(arena, ~offset, length);
        }
    }

    /** Interns the keys of the selected rows; ids come out by row. */
    int[] intern(KeyTable table, int[] selection, int selected, int[] ids) {
        int rows = selected == 0 ? 0 : selection[selected - 1] + 1;
        int[] out = ids.length < rows ? Arrays.copyOf(ids, Math.max(rows, 2 * ids.length)) : ids;
        for (int i = 0; i < selected; i++) {
            int row = selection[i];
            int length = lengths[row];
            int offset = offsets[row];
            if (!bare) {
                out[row] = table.intern(source, offset, length, hashes[row]);
            } else if (length == NULL) {
                out[row] = table.internNull();
            } else if (offset >= 0) {
                out[row] = table.internText(source, offset, length, hashes[row]);
            } else {
                out[row] = table.internText(arena, ~offset, length, hashes[row]);
            }
        }
        return out;
    }
}
