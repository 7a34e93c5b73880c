package io.raudal.engine.scan;

import io.raudal.engine.Decoder;
import io.raudal.model.Column;
import java.time.ZoneId;
import java.util.List;

/** One JSON object an event; one a line in files. */
final class JsonFormat extends LineFormat {
    private final PathTree paths = new PathTree();
    /** By used column, the slot of its path. */
    private final int[] slots;

    JsonFormat(List<Column> columns, List<Integer> used, ZoneId zone) {
        super(columns, used, zone);
        slots = new int[used.size()];
        int next = 0;
        for (int k = 0; k < slots.length; k++) {
            slots[k] = paths.add(columns.get(used.get(k)).path(), next);
            next = Math.max(next, slots[k] + 1);
        }
        paths.seal();
    }

    @Override
    public Decoder decoder(byte[] header) {
        return new JsonDecoder(paths, slots, newWriter());
    }
}
