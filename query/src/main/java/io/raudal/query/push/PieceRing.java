package io.raudal.query.push;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The latest pieces of a subject, up to a number and to a size. One thread adds, any thread reads without waiting: a slot holds one
 * piece or a later one, which its number tells.
 */
final class PieceRing {
    private static final int CAPACITY = 1 << 12;

    private final AtomicReferenceArray<@Nullable Piece> slots = new AtomicReferenceArray<>(CAPACITY);
    private final int maxBytes;
    private long bytes;
    private volatile long first;
    private volatile long end;

    PieceRing(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The number of the next piece. */
    long end() {
        return end;
    }

    void add(Piece piece) {
        if (piece.number() != end) {
            throw new IllegalArgumentException(piece.number() + " is not " + end);
        }
        bytes += piece.event().length();
        while (first < end && (bytes > maxBytes || end - first >= CAPACITY)) {
            drop();
        }
        slots.set((int) (end % CAPACITY), piece);
        end = piece.number() + 1;
    }

    /** Forgets all; whoever lags has missed something. */
    void clear() {
        while (first < end) {
            drop();
        }
        // A number that nobody was given: who was at the end has missed something as well.
        long next = end + 1;
        first = next;
        end = next;
    }

    /** The piece of that number; null if it is not kept any more. */
    @Nullable Piece get(long number) {
        Piece piece = slots.get((int) (number % CAPACITY));
        return piece != null && piece.number() == number ? piece : null;
    }

    /** The number behind the piece that ends at the cursor; -1 if there is none. */
    long behind(long cursor) {
        for (long number = end - 1; number >= first; number--) {
            Piece piece = get(number);
            if (piece == null) {
                return -1;
            }
            if (piece.cursor() == cursor) {
                return number + 1;
            }
        }
        return -1;
    }

    private void drop() {
        int slot = (int) (first % CAPACITY);
        Piece piece = slots.get(slot);
        bytes -= piece == null ? 0 : piece.event().length();
        slots.set(slot, null);
        long next = first + 1;
        first = next;
    }
}
