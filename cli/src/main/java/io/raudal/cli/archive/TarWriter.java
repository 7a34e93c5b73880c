package io.raudal.cli.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes regular files as POSIX tar [1], which any tar reads: a path that does not fit, or a size of 8 GiB and more, goes in front as an
 * extended header. Nothing else is ever in a backup, so this is all of tar that there is here.
 *
 * <p>[1] IEEE Std 1003.1, pax, "ustar Interchange Format" and "pax Interchange Format".
 */
final class TarWriter {
    static final int BLOCK = 512;
    static final int NAME_LENGTH = 100;
    static final int SIZE_AT = 124;
    static final int SIZE_LENGTH = 12;
    static final int CHECKSUM_AT = 148;
    static final int CHECKSUM_LENGTH = 8;
    static final int TYPE_AT = 156;
    static final int MAGIC_AT = 257;
    static final byte[] MAGIC = "ustar\00000".getBytes(StandardCharsets.US_ASCII);
    static final char FILE = '0';
    static final char EXTENDED = 'x';

    private static final long MAX_SIZE = (1L << 33) - 1;
    private static final int MODE = 0644;

    private final OutputStream out;
    private final long seconds;

    /** @param seconds since 1970, at which all files are said to be written */
    TarWriter(OutputStream out, long seconds) {
        this.out = out;
        this.seconds = seconds;
    }

    /** What comes next is the content of this file: so many bytes, then {@link #end}. */
    void begin(String path, long bytes) throws IOException {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        boolean isLong = name.length > NAME_LENGTH || name.length != path.length();
        StringBuilder records = new StringBuilder();
        if (isLong) {
            record(records, "path", path);
        }
        if (bytes > MAX_SIZE) {
            record(records, "size", Long.toString(bytes));
        }
        if (!records.isEmpty()) {
            byte[] extended = records.toString().getBytes(StandardCharsets.UTF_8);
            header("pax".getBytes(StandardCharsets.US_ASCII), extended.length, EXTENDED);
            out.write(extended);
            end(extended.length);
        }
        header(isLong ? Arrays.copyOf(name, NAME_LENGTH) : name, Math.min(bytes, MAX_SIZE), FILE);
    }

    /** Fills up the last block of a file of this size. */
    void end(long bytes) throws IOException {
        out.write(new byte[(int) (-bytes & (BLOCK - 1))]);
    }

    /** There are no more files. */
    void finish() throws IOException {
        out.write(new byte[2 * BLOCK]);
    }

    private void header(byte[] name, long bytes, char type) throws IOException {
        byte[] header = new byte[BLOCK];
        System.arraycopy(name, 0, header, 0, name.length);
        octal(header, 100, 8, MODE);
        octal(header, 108, 8, 0);
        octal(header, 116, 8, 0);
        octal(header, SIZE_AT, SIZE_LENGTH, bytes);
        octal(header, 136, 12, seconds);
        header[TYPE_AT] = (byte) type;
        System.arraycopy(MAGIC, 0, header, MAGIC_AT, MAGIC.length);
        octal(header, CHECKSUM_AT, CHECKSUM_LENGTH - 1, checksum(header));
        header[CHECKSUM_AT + CHECKSUM_LENGTH - 1] = ' ';
        out.write(header);
    }

    /** The sum of the header's bytes, its own eight taken for blanks. */
    static int checksum(byte[] header) {
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean isOwn = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_LENGTH;
            sum += isOwn ? ' ' : header[i] & 0xFF;
        }
        return sum;
    }

    /** Octal digits and a NUL. */
    private static void octal(byte[] header, int at, int length, long value) {
        String digits = Long.toOctalString(value);
        String padded = "0".repeat(length - 1 - digits.length()) + digits;
        System.arraycopy(padded.getBytes(StandardCharsets.US_ASCII), 0, header, at, length - 1);
    }

    /** {@code LENGTH KEY=VALUE}, where the length counts its own digits. */
    private static void record(StringBuilder records, String key, String value) {
        int rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8).length;
        int length = rest + Integer.toString(rest).length();
        if (Integer.toString(length).length() > Integer.toString(rest).length()) {
            length++;
        }
        records.append(length).append(' ').append(key).append('=').append(value).append('\n');
    }
}
