package io.raudal.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Cuts a stream of server-sent events into events. An event larger than the bound is left out. One thread. */
public final class SseReader {
    private final InputStream in;
    private final int maxBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private String type = "message";
    private String lastId = "";
    private boolean isFirstLine = true;
    private boolean skipsLineFeed;
    private boolean isTooLong;

    public SseReader(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** Reads up to the end of the next event with data; false at the end of the stream, where an unfinished event is dropped. */
    public boolean next() throws IOException {
        data.reset();
        isTooLong = false;
        type = "message";
        boolean hasData = false;
        while (readLine()) {
            byte[] bytes = line.toByteArray();
            if (bytes.length == 0) {
                if (hasData && !isTooLong) {
                    return true;
                }
                data.reset();
                isTooLong = false;
                hasData = false;
                type = "message";
                continue;
            }
            int colon = 0;
            while (colon < bytes.length && bytes[colon] != ':') {
                colon++;
            }
            int from = Math.min(bytes.length, colon + 1);
            if (from < bytes.length && bytes[from] == ' ') {
                from++;
            }
            String field = new String(bytes, 0, colon, StandardCharsets.UTF_8);
            switch (field) {
                case "data" -> {
                    if (hasData) {
                        data.write('\n');
                    }
                    data.write(bytes, from, bytes.length - from);
                    hasData = true;
                    isTooLong |= data.size() > maxBytes;
                }
                case "event" -> type = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
                case "id" -> {
                    String id = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
                    lastId = id.indexOf('\0') < 0 ? id : lastId;
                }
                default -> {
                    // Comments, retry (the runner has its own pauses) and what the standard does not know.
                }
            }
        }
        return false;
    }

    public String type() {
        return type;
    }

    public byte[] data() {
        return data.toByteArray();
    }

    /** Of the last event that had one; empty before. */
    public String lastId() {
        return lastId;
    }

    private boolean readLine() throws IOException {
        line.reset();
        while (true) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            if (next == '\n' && skipsLineFeed) {
                skipsLineFeed = false;
                continue;
            }
            skipsLineFeed = next == '\r';
            if (next == '\n' || next == '\r') {
                dropMark();
                return true;
            }
            if (line.size() <= maxBytes) {
                line.write(next);
            } else {
                isTooLong = true;
            }
        }
    }

    /** A byte order mark may stand at the very beginning. */
    private void dropMark() {
        if (isFirstLine) {
            isFirstLine = false;
            byte[] bytes = line.toByteArray();
            if (bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
                line.reset();
                line.write(bytes, 3, bytes.length - 3);
            }
        }
    }
}
