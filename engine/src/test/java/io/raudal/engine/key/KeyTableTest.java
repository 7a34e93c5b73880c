package io.raudal.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyTableTest {
    private final Random random = new Random();

    /** Keys with long common prefixes, keys that are prefixes of others, and hashes that collide. */
    private byte[] key() {
        byte[] key = new byte[random.nextInt(24)];
        Arrays.fill(key, (byte) 'k');
        if (key.length > 0) {
            key[key.length - 1] = (byte) random.nextInt(256);
            key[random.nextInt(key.length)] = (byte) random.nextInt(3);
        }
        return key;
    }

    private static int hash(byte[] key) {
        return Arrays.hashCode(key) & 0xffff;
    }

    @Test
    void sorted_keysThatComeAndGo_isTheirOrderAtAnyTime() {
        long seed = System.nanoTime();
        random.setSeed(seed);
        KeyTable table = new KeyTable(2);
        Map<String, Integer> ids = new HashMap<>();
        for (int round = 0; round < 40; round++) {
            for (int i = random.nextInt(600); i > 0; i--) {
                byte[] key = key();
                int id = table.intern(key, 0, key.length, hash(key));
                Integer known = ids.putIfAbsent(Arrays.toString(key), id);
                assertThat(id).as("seed %d", seed).isEqualTo(known == null ? ids.size() - 1 : known);
                assertThat(table.find(key, 0, key.length, hash(key))).isEqualTo(id);
            }
            List<byte[]> inOrder = new ArrayList<>();
            for (int id : table.sorted()) {
                inOrder.add(Arrays.copyOfRange(table.bytes(), table.offset(id), table.offset(id) + table.length(id)));
            }
            assertThat(inOrder)
                    .as("seed %d", seed)
                    .hasSize(ids.size())
                    .isSortedAccordingTo(Arrays::compareUnsigned)
                    .doesNotHaveDuplicates();
            if (random.nextInt(4) == 0) {
                retainSome(table, ids);
            }
        }
    }

    private void retainSome(KeyTable table, Map<String, Integer> ids) {
        BitSet kept = new BitSet();
        for (int id = 0; id < table.size(); id++) {
            kept.set(id, random.nextInt(3) > 0);
        }
        int[] fresh = table.retain(kept);
        ids.values().removeIf(id -> fresh[id] < 0);
        ids.replaceAll((key, id) -> fresh[id]);
        assertThat(table.size()).isEqualTo(kept.cardinality()).isEqualTo(ids.size());
    }

    @Test
    void sorted_manyKeys_areRadixSortedInOrder() {
        KeyTable table = new KeyTable();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            String key = "device-" + random.nextInt(1_000_000) + (i % 7 == 0 ? "-with-a-longer-tail-" + i : "");
            byte[] bytes = key.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            int known = table.size();
            table.intern(bytes, 0, bytes.length, KeyHash.of(bytes, 0, bytes.length));
            if (table.size() > known) {
                keys.add(key);
            }
        }
        int[] order = table.sorted();
        for (int i = 1; i < order.length; i++) {
            assertThat(keys.get(order[i - 1])).isLessThan(keys.get(order[i]));
        }
    }
}
