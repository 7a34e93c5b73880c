package io.raudal.cli.verb;

import io.raudal.cli.terminal.UnwritableOutputException;
import io.raudal.engine.file.DurableFile;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

/**
 * A file that appears whole or not at all: it is written beside its place and moved there at the end. What is to be written directly
 * ({@link OutputPlace}) is; nothing there is cut off.
 */
public final class OutputFile extends OutputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final String name;
    private final Path place;
    private final Path written;
    private final OutputStream out;
    private boolean complete;

    private OutputFile(String name, Path place, Path written, OutputStream out) {
        this.name = name;
        this.place = place;
        this.written = written;
        this.out = out;
    }

    public static OutputFile create(String name) throws IOException {
        return create(OutputPlace.of(name));
    }

    public static OutputFile create(OutputPlace at) throws IOException {
        Path place = at.path();
        boolean direct = at.kind() != OutputPlace.Kind.FILE;
        Path written = direct ? place : place.resolveSibling("." + place.getFileName() + "." + suffix() + ".part");
        try {
            OutputStream file = direct
                    ? new FileOutputStream(written.toFile(), true)
                    : Files.newOutputStream(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            OutputStream out = new BufferedOutputStream(file, BUFFER_BYTES);
            return new OutputFile(at.name(), place, written, out);
        } catch (IOException e) {
            throw UnwritableOutputException.file(at.name(), e);
        }
    }

    /** Of its own for each file, so that two runs with one output do not write into each other's. */
    private static String suffix() {
        return Long.toString(new SecureRandom().nextLong() >>> 1, Character.MAX_RADIX);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            throw UnwritableOutputException.file(name, e);
        }
    }

    /** Everything is written; what a full disk refuses shows now. */
    public void finish() throws IOException {
        try {
            out.close();
        } catch (IOException e) {
            throw UnwritableOutputException.file(name, e);
        }
    }

    /** The file takes its place. */
    public void complete() throws IOException {
        finish();
        try {
            if (!written.equals(place)) {
                move();
            }
            complete = true;
        } catch (IOException e) {
            throw UnwritableOutputException.file(name, e);
        }
    }

    /** The file takes its place, and is there after a power cut as well. */
    public void completeDurably() throws IOException {
        finish();
        if (!written.equals(place)) {
            try {
                DurableFile.syncContent(written);
            } catch (IOException e) {
                throw UnwritableOutputException.file(name, e);
            }
        }
        complete();
        if (!written.equals(place)) {
            try {
                DurableFile.syncName(place);
            } catch (IOException e) {
                // Not every file system that a user writes to, such as a network's, can sync a folder; the file is
                // there.
            }
        }
    }

    /** Unless the file is complete, nothing of it stays. */
    @Override
    public void close() throws IOException {
        if (!complete) {
            complete = true;
            try {
                out.close();
            } finally {
                if (!written.equals(place)) {
                    Files.deleteIfExists(written);
                }
            }
        }
    }

    private void move() throws IOException {
        try {
            Files.move(written, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(written, place, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
