package io.raudal.cli.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what {@link TarWriter} writes, and refuses all else that tar knows: links, devices, folders. */
final class TarReader {
    private static final int MAX_EXTENDED = 1 << 16;

    private final InputStream in;

    TarReader(InputStream in) {
        this.in = in;
    }

    /** A file, whose content comes next: so many bytes, then {@link #end}. */
    record Header(String path, long bytes) {}

    /** The next file; empty behind the last. */
    Optional<Header> next() throws IOException {
        byte[] header = block();
        if (isBlank(header)) {
            return Optional.empty();
        }
        check(header);
        if (header[TarWriter.TYPE_AT] == TarWriter.EXTENDED) {
            long length = size(header);
            if (length > MAX_EXTENDED) {
                throw new DamagedArchiveException("backup.damaged");
            }
            byte[] extended = in.readNBytes((int) length);
            if (extended.length < length) {
                throw new EOFException();
            }
            end(length);
            byte[] file = block();
            check(file);
            String records = new String(extended, StandardCharsets.UTF_8);
            String path = value(records, "path");
            String size = value(records, "size");
            return Optional.of(
                    regular(file, path == null ? name(file) : path, size == null ? size(file) : number(size)));
        }
        return Optional.of(regular(header, name(header), size(header)));
    }

    /** Skips what fills up the last block of a file of this size. */
    void end(long bytes) throws IOException {
        in.skipNBytes(-bytes & (TarWriter.BLOCK - 1));
    }

    /** The second of the two blank blocks at the end, and nothing behind it. */
    void finish() throws IOException {
        if (!isBlank(block()) || in.read() >= 0) {
            throw new DamagedArchiveException("backup.damaged");
        }
    }

    private static Header regular(byte[] header, String path, long bytes) throws DamagedArchiveException {
        if (header[TarWriter.TYPE_AT] != TarWriter.FILE) {
            throw new DamagedArchiveException("backup.path", path);
        }
        return new Header(path, bytes);
    }

    private byte[] block() throws IOException {
        byte[] block = in.readNBytes(TarWriter.BLOCK);
        if (block.length < TarWriter.BLOCK) {
            throw new EOFException();
        }
        return block;
    }

    private static boolean isBlank(byte[] block) {
        return Arrays.equals(block, new byte[TarWriter.BLOCK]);
    }

    private static void check(byte[] header) throws DamagedArchiveException {
        int magicEnd = TarWriter.MAGIC_AT + TarWriter.MAGIC.length;
        boolean isTar = Arrays.equals(header, TarWriter.MAGIC_AT, magicEnd, TarWriter.MAGIC, 0, TarWriter.MAGIC.length);
        if (!isTar || octal(header, TarWriter.CHECKSUM_AT, TarWriter.CHECKSUM_LENGTH) != TarWriter.checksum(header)) {
            throw new DamagedArchiveException("backup.damaged");
        }
    }

    private static String name(byte[] header) {
        int end = 0;
        while (end < TarWriter.NAME_LENGTH && header[end] != 0) {
            end++;
        }
        return new String(header, 0, end, StandardCharsets.UTF_8);
    }

    private static long size(byte[] header) throws DamagedArchiveException {
        return octal(header, TarWriter.SIZE_AT, TarWriter.SIZE_LENGTH);
    }

    private static long octal(byte[] header, int at, int length) throws DamagedArchiveException {
        String digits = new String(header, at, length, StandardCharsets.US_ASCII).replaceAll("[ \\x00]+$", "");
        if (!digits.matches("[0-7]{1,12}")) {
            throw new DamagedArchiveException("backup.damaged");
        }
        return Long.parseLong(digits, 8);
    }

    private static @Nullable String value(String records, String key) {
        for (String record : records.split("\n", -1)) {
            int blank = record.indexOf(' ');
            if (record.startsWith(key + "=", blank + 1)) {
                return record.substring(blank + key.length() + 2);
            }
        }
        return null;
    }

    private static long number(String size) throws DamagedArchiveException {
        if (!size.matches("\\d{1,18}")) {
            throw new DamagedArchiveException("backup.damaged");
        }
        return Long.parseLong(size);
    }
}
