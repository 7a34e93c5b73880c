package io.raudal.cli.platform;

import io.raudal.engine.RowChange;
import io.raudal.engine.store.ColumnSink;
import io.raudal.engine.store.Commit;
import io.raudal.engine.store.RowQuery;
import io.raudal.engine.store.Store;
import io.raudal.engine.store.StoredView;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The store as those see it who know a view by its own name: they read the generation that serves it now.
 *
 * @param kept closed by who opened it
 * @param serving the stored name by {@code pipeline.view}
 */
record ServedStore(Store kept, UnaryOperator<String> serving) implements Store {
    @Override
    public void ensure(StoredView view) {
        kept.ensure(view);
    }

    @Override
    public void commit(Commit commit) {
        kept.commit(commit);
    }

    @Override
    public Optional<byte[]> mark(String writer) {
        return kept.mark(writer);
    }

    @Override
    public List<RowChange> read(String view, RowQuery query) {
        return kept.read(serving.apply(view), query);
    }

    @Override
    public void scan(String view, long fromMillis, long toMillis, ColumnSink sink) {
        kept.scan(serving.apply(view), fromMillis, toMillis, sink);
    }

    @Override
    public long drop(String view, long watermarkMillis) {
        return kept.drop(view, watermarkMillis);
    }

    @Override
    public Set<String> views() {
        return kept.views();
    }

    @Override
    public void delete(Set<String> writers, Set<String> views) {
        kept.delete(writers, views);
    }

    @Override
    public long bytes() {
        return kept.bytes();
    }

    @Override
    public void close() {}
}
