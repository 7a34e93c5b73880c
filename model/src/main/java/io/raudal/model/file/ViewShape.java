package io.raudal.model.file;

import io.raudal.model.View;
import java.time.Duration;
import java.util.List;

/** A view. */
final class ViewShape {
    private static final Key<Duration> TTL = Key.required("ttl", Scalars.duration(true));
    private static final Key<Long> KEYS = Key.required("keys", Scalars.whole(1, Long.MAX_VALUE));
    private static final Group<View.State> STATE_GROUP = Group.of("state", List.of(TTL, KEYS), values -> {
        Duration ttl = values.get(TTL);
        Long keys = values.get(KEYS);
        return ttl == null || keys == null ? null : new View.State(ttl, keys);
    });

    private static final Key<String> SQL = Key.required("sql", Scalars.SQL);
    private static final Key<View.Emit> EMIT = Key.optional("emit", Scalars.choice(View.Emit.class), "live");
    private static final Key<Duration> RETENTION = Key.optional("retention", Scalars.duration(true));
    private static final Key<View.State> STATE = Key.optional("state", STATE_GROUP);

    static final Group<View> VIEW = Group.of("view", List.of(SQL, EMIT, RETENTION, STATE), values -> {
        String sql = values.get(SQL);
        return sql == null
                ? null
                : new View(
                        values.place().name(),
                        sql,
                        values.getOrDefault(EMIT),
                        values.get(RETENTION),
                        values.get(STATE));
    });

    private ViewShape() {}
}
