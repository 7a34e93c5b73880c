package io.raudal.engine.file;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files that a power cut leaves whole: what a function here did is on the disk once it returns. */
public final class DurableFile {
    private DurableFile() {}

    /** Writes a file whole, by way of {@code name.part} beside it; whoever reads it finds the old bytes or the new ones. */
    public static void replace(Path file, byte[] bytes) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        write(part, bytes);
        move(part, file);
    }

    /** Writes the content of a file, made if it is not there; that it has its name is durable once it is moved. */
    public static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Gives a written file its name, in the place of the one that has it. */
    public static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        syncName(to);
    }

    /** Brings to the disk what was written into a file; says how many bytes it has. */
    public static long syncContent(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
            return channel.size();
        }
    }

    /** Brings to the disk that a file is there, or no longer. */
    public static void syncName(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            syncNames(folder);
        }
    }

    /** Brings to the disk which files are in a folder. */
    public static void syncNames(Path folder) throws IOException {
        if (File.separatorChar == '\\') {
            // Windows opens no folders; it keeps names with the files.
            return;
        }
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
