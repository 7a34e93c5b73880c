package io.raudal.engine.live;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/** Some offsets of one partition: a bit for each, in blocks, so that a million that are close together take little. One thread. */
final class OffsetSet {
    private static final int SHIFT = 16;
    private static final int BLOCK = 1 << SHIFT;

    private final Map<Long, BitSet> blocks = new HashMap<>();

    void add(long offset) {
        blocks.computeIfAbsent(offset >> SHIFT, any -> new BitSet()).set((int) (offset & (BLOCK - 1)));
    }

    boolean contains(long offset) {
        BitSet bits = blocks.get(offset >> SHIFT);
        return bits != null && bits.get((int) (offset & (BLOCK - 1)));
    }

    /** Tells those from one offset on and ahead of another, in their order. */
    void forEach(long from, long to, LongConsumer sink) {
        for (long block = from >> SHIFT; block <= to >> SHIFT; block++) {
            BitSet bits = blocks.get(block);
            long first = block << SHIFT;
            int bit = bits == null ? -1 : bits.nextSetBit((int) Math.max(0, from - first));
            while (bits != null && bit >= 0 && first + bit < to) {
                sink.accept(first + bit);
                bit = bits.nextSetBit(bit + 1);
            }
        }
    }
}
