package io.raudal.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.raudal.engine.RowChange;
import io.raudal.model.DataType.Simple;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.plan.Field;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends StoreContract {
    @Override
    protected Store open() {
        return new MemoryStore(1 << 20);
    }

    @Test
    void commit_pastTheLimit_isRefusedWhole() {
        Store store = new MemoryStore(2);
        store.ensure(new StoredView("v", List.of(new Field("n", Simple.BIGINT)), null));
        store.commit(new Commit("w", new byte[] {1}, Map.of("v", List.of(row(1, 1), row(2, 1)))));
        store.commit(new Commit("w", new byte[] {2}, Map.of("v", List.of(row(1, 2)))));
        assertThatExceptionOfType(RaudalException.class)
                .isThrownBy(() ->
                        store.commit(new Commit("w", new byte[] {3}, Map.of("v", List.of(row(2, 2), row(3, 1))))))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
                .satisfies(e -> assertThat(e.in(Locale.forLanguageTag("es"))).contains("2 filas"));
        assertThat(store.mark("w")).hasValueSatisfying(mark -> assertThat(mark).containsExactly(2));
        assertThat(store.read("v", RowQuery.all()))
                .extracting(RowChange::version)
                .containsExactly(2L, 1L);
    }

    private static RowChange row(int key, long version) {
        return RowChange.put(new byte[] {(byte) key}, version, new @Nullable Object[] {version}, true, 0);
    }
}
