package io.raudal.engine.store;

import io.raudal.engine.RowChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What one writer writes at once.
 *
 * @param writer whose mark it is
 * @param mark where the writer goes on after a crash; its own bytes
 * @param changes by view; of one key the later ones have higher versions
 */
public record Commit(String writer, byte[] mark, Map<String, List<RowChange>> changes) {
    public Commit {
        Objects.requireNonNull(writer);
        mark = mark.clone();
        Map<String, List<RowChange>> copy = new LinkedHashMap<>();
        changes.forEach((view, rows) -> copy.put(view, List.copyOf(rows)));
        changes = copy;
    }
}
