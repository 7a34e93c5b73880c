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
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store that refuses commits for as long as it is told to, as one does whose disk is full. */
final class RefusingStore implements Store {
    final AtomicInteger refusals = new AtomicInteger();
    volatile @Nullable RuntimeException refusal;
    private final Store kept;

    RefusingStore(Store kept) {
        this.kept = kept;
    }

    @Override
    public void ensure(StoredView view) {
        kept.ensure(view);
    }

    @Override
    public void commit(Commit commit) {
        RuntimeException refused = refusal;
        if (refused != null) {
            refusals.incrementAndGet();
            throw refused;
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
