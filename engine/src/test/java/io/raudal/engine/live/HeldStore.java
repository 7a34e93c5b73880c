package io.raudal.engine.live;

import io.raudal.engine.RowChange;
import io.raudal.engine.store.ColumnSink;
import io.raudal.engine.store.Commit;
import io.raudal.engine.store.RowQuery;
import io.raudal.engine.store.Store;
import io.raudal.engine.store.StoredView;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A store that does something ahead of each commit to a view. */
record HeldStore(Store kept, String view, Ahead ahead) implements Store {
    interface Ahead {
        void run() throws InterruptedException;
    }

    @Override
    public void ensure(StoredView stored) {
        kept.ensure(stored);
    }

    @Override
    public void commit(Commit commit) {
        if (commit.changes().containsKey(view)) {
            try {
                ahead.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        kept.commit(commit);
    }

    @Override
    public Optional<byte[]> mark(String writer) {
        return kept.mark(writer);
    }

    @Override
    public List<RowChange> read(String name, RowQuery query) {
        return kept.read(name, query);
    }

    @Override
    public void scan(String name, long fromMillis, long toMillis, ColumnSink sink) {
        kept.scan(name, fromMillis, toMillis, sink);
    }

    @Override
    public long drop(String name, long watermarkMillis) {
        return kept.drop(name, watermarkMillis);
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
    public void close() {
        kept.close();
    }
}
