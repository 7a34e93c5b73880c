package io.raudal.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;

/** Standard output on the terminal that also has the progress line. */
public final class ClearingOutput extends OutputStream {
    private final OutputStream out;
    private final ProgressLine progress;

    public ClearingOutput(OutputStream out, ProgressLine progress) {
        this.out = out;
        this.progress = progress;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        progress.clear();
        out.write(bytes, from, length);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
