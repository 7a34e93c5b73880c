package io.raudal.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;

/** Standard output whose failures say what they are: a reader that has gone, or a place that takes no more. */
public final class StandardOutput extends OutputStream {
    private final OutputStream out;
    private final boolean pipe;

    public StandardOutput(OutputStream out, boolean pipe) {
        this.out = out;
        this.pipe = pipe;
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
            throw failure(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Standard output stays open for what comes behind. */
    @Override
    public void close() throws IOException {
        flush();
    }

    private IOException failure(IOException e) {
        boolean closed = pipe || String.valueOf(e.getMessage()).contains("Broken pipe");
        return closed ? new ClosedPipeException(e) : UnwritableOutputException.standard(e);
    }
}
