package io.raudal.engine.scan;

import io.raudal.engine.log.Slices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gathers the slices of a body while it is cut. */
final class Cuts {
    final List<CutBody.Rejected> rejected = new ArrayList<>();
    private int[] starts = new int[64];
    private int[] lengths = new int[64];
    private int size;

    void add(int start, int length) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            lengths = Arrays.copyOf(lengths, 2 * size);
        }
        starts[size] = start;
        lengths[size++] = length;
    }

    CutBody of(byte[] body) {
        return new CutBody(new Slices(body, starts, lengths, size), rejected);
    }
}
