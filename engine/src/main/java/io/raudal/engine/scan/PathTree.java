package io.raudal.engine.scan;

import io.raudal.model.FieldPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The paths that a stream's used columns name, as a tree over the event. Each distinct path has a slot, numbered from 0 in the order
 * of {@link #add}. Built once, then only read; shared by threads.
 */
final class PathTree {
    /** The slot of the path that ends here; -1 if none does. */
    int slot = -1;

    /** All slots strictly below, which a repeated field forgets. */
    int[] below = new int[0];

    private final List<byte[]> names = new ArrayList<>();
    private final List<PathTree> byName = new ArrayList<>();
    private int[] indexes = new int[0];
    private final List<PathTree> byIndex = new ArrayList<>();
    private NameTable table = new NameTable(List.of(), new int[0], -1);

    boolean isLeaf() {
        return byName.isEmpty() && byIndex.isEmpty();
    }

    boolean hasIndexes() {
        return !byIndex.isEmpty();
    }

    boolean hasNames() {
        return !byName.isEmpty();
    }

    NameTable table() {
        return table;
    }

    /** A table of the names at the top: each has its slot, or {@code through} if a path goes further down; others {@code unused}. */
    NameTable slots(int unused, int through) {
        int[] slots = byName.stream()
                .mapToInt(child -> child.isLeaf() ? child.slot : through)
                .toArray();
        return new NameTable(names, slots, unused);
    }

    /** The child behind an entry of the {@link #table}. */
    PathTree child(int entry) {
        return byName.get(entry);
    }

    @Nullable PathTree childAt(int index) {
        int found = Arrays.binarySearch(indexes, index);
        return found < 0 ? null : byIndex.get(found);
    }

    /** Adds the path and returns its slot: {@code next} if it is new, else the one it has. */
    int add(FieldPath path, int next) {
        PathTree node = this;
        for (FieldPath.Step step : path.steps()) {
            node = node.descend(step);
        }
        if (node.slot < 0) {
            node.slot = next;
        }
        return node.slot;
    }

    private PathTree descend(FieldPath.Step step) {
        if (step instanceof FieldPath.Step.Index index) {
            int found = Arrays.binarySearch(indexes, index.index());
            if (found >= 0) {
                return byIndex.get(found);
            }
            int at = ~found;
            indexes = Arrays.copyOf(indexes, indexes.length + 1);
            System.arraycopy(indexes, at, indexes, at + 1, indexes.length - 1 - at);
            indexes[at] = index.index();
            byIndex.add(at, new PathTree());
            return byIndex.get(at);
        }
        byte[] name = ((FieldPath.Step.Name) step).name().getBytes(StandardCharsets.UTF_8);
        for (int k = 0; k < names.size(); k++) {
            if (Arrays.equals(names.get(k), name)) {
                return byName.get(k);
            }
        }
        names.add(name);
        byName.add(new PathTree());
        return byName.get(byName.size() - 1);
    }

    /** To be called once on the root after the last {@link #add}. */
    void seal() {
        table = new NameTable(names, IntStream.range(0, names.size()).toArray(), -1);
        List<Integer> slots = new ArrayList<>();
        for (List<PathTree> children : List.of(byName, byIndex)) {
            for (PathTree child : children) {
                child.seal();
                if (child.slot >= 0) {
                    slots.add(child.slot);
                }
                for (int deeper : child.below) {
                    slots.add(deeper);
                }
            }
        }
        below = slots.stream().mapToInt(Integer::intValue).toArray();
    }
}
