package io.raudal.engine.step;

import io.raudal.engine.aggregate.Aggregates;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Windows that are one slice each: what the partitions hand out is merged on its way out. */
final class TumbleWindows extends Windows {
    private final long sizeMillis;
    private @Nullable RunMerge closing;
    private long end;

    TumbleWindows(String view, Aggregates aggregates, long sizeMillis) {
        super(view, aggregates);
        this.sizeMillis = sizeMillis;
    }

    @Override
    boolean nextFinal(long watermarkMillis, WindowRows rows) {
        if (closing == null) {
            Map.Entry<Long, List<PartialBatch>> first = slices.firstEntry();
            closing = nextSlice(watermarkMillis);
            if (closing == null || first == null) {
                return false;
            }
            end = first.getKey();
        }
        while (!rows.isFull()) {
            if (!closing.next()) {
                closing = null;
                return true;
            }
            rows.add(
                    end - sizeMillis,
                    end,
                    closing.keys(),
                    closing.keyFrom(),
                    closing.keyLength(),
                    closing.hash(),
                    closing.state(),
                    closing.row());
        }
        return true;
    }

    @Override
    void addOpen(byte[] keys, int from, int length, int hash, WindowRows rows) {
        for (int piece = 0; piece < pieces.size; piece++) {
            if (pieces.changed[piece]) {
                long pieceEnd = pieces.ends[piece];
                rows.add(pieceEnd - sizeMillis, pieceEnd, keys, from, length, hash, pieces.states, piece);
            }
        }
    }

    @Override
    void writeKeys(KeyBytes[] groups) {}

    @Override
    void readKeys(StateReader in) {}
}
