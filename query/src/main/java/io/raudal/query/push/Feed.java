package io.raudal.query.push;

import io.vertx.core.buffer.Buffer;

/** What clients can follow: pieces that are read once and shared by all. Any thread may use it. */
interface Feed {

    /** How it is called in events and their ids. */
    String name();

    PieceRing ring();

    /** Whether it ended, for good or because it failed; clients that follow it are to come back. */
    boolean isOver();

    /** Ends it; does not wait. */
    void close();

    /** Lines of an event, without its id and its end. */
    static Buffer event(String type, byte[] data) {
        return Buffer.buffer(type.length() + data.length + 16)
                .appendString("event: ")
                .appendString(type)
                .appendString("\ndata: ")
                .appendBytes(data)
                .appendString("\n");
    }
}
