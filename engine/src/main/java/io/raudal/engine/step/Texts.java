package io.raudal.engine.step;

import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import java.nio.charset.StandardCharsets;

/** Texts in snapshots: their length in bytes, then UTF-8. */
final class Texts {
    private Texts() {}

    static void write(String text, KeyBytes out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putInt(bytes.length);
        out.put(bytes, 0, bytes.length);
    }

    static String read(StateReader in) {
        return new String(in.nextBytes(), StandardCharsets.UTF_8);
    }
}
