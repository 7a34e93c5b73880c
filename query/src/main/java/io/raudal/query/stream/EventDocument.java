package io.raudal.query.stream;

import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** An event of a stream as the interface describes it ({@code StreamEvent}): text if its bytes are UTF-8, else base64. */
public final class EventDocument {
    /** What is longer is cut. */
    static final int MAX_BYTES = 1 << 16;

    private EventDocument() {}

    public static JsonObject of(int partition, long offset, long appendMillis, byte[] raw) {
        JsonObject document = new JsonObject()
                .put("partition", partition)
                .put("offset", offset)
                .put("appendedAt", Instant.ofEpochMilli(appendMillis).toString());
        boolean isCut = raw.length > MAX_BYTES;
        byte[] shown = isCut ? Arrays.copyOf(raw, MAX_BYTES) : raw;
        // A cut may go through a character.
        int most = isCut ? Math.min(3, shown.length) : 0;
        String text = null;
        for (int less = 0; less <= most && text == null; less++) {
            text = text(shown, shown.length - less);
        }
        if (text != null) {
            document.put("text", text);
        } else {
            document.put("base64", Base64.getEncoder().encodeToString(shown));
        }
        if (isCut) {
            document.put("truncated", true);
        }
        return document;
    }

    private static @Nullable String text(byte[] bytes, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
