package io.raudal.ingest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Where reading of files goes on.
 *
 * @param file of several, its number; of a followed file, its inode's key
 * @param offset bytes of it, unpacked, that are in the log
 * @param records of a replay, that are in the log
 * @param startMillis when a replay that moves times to now began, 0 before
 */
record FilePosition(String file, long offset, long records, long startMillis) {
    static final FilePosition START = new FilePosition("", 0, 0, 0);

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(file);
            out.writeLong(offset);
            out.writeLong(records);
            out.writeLong(startMillis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static FilePosition of(byte[] bytes) {
        if (bytes.length == 0) {
            return START;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new FilePosition(in.readUTF(), in.readLong(), in.readLong(), in.readLong());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
