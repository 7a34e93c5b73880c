package io.raudal.cli;

import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.io.OutputStream;

/** Standard output whose failures say what they are: a reader that has gone, or a place that takes no more. */
final class StandardOutput extends OutputStream {
    private final OutputStream out;
    private final boolean pipe;

    StandardOutput(OutputStream out, boolean pipe) {
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

    private ClosedPipeException failure(IOException e) {
        String reason = String.valueOf(e.getMessage());
        if (pipe || reason.contains("Broken pipe")) {
            return new ClosedPipeException(e);
        }
        throw new RaudalException(ErrorCode.UNWRITABLE_OUTPUT, Texts.message("output.standard", reason), e);
    }
}
