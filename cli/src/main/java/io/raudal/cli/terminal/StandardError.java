package io.raudal.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** Standard error as an output: what its printer keeps to itself is thrown. It stays open for what comes behind. */
public final class StandardError extends OutputStream {
    private final PrintStream err;
    private final String name;

    /** @param name as the user gave it */
    public StandardError(PrintStream err, String name) {
        this.err = err;
        this.name = name;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        err.write(bytes, from, length);
        if (err.checkError()) {
            throw UnwritableOutputException.standardError(name);
        }
    }
}
