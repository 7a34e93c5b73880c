package io.raudal.cli.infer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a file as bytes; blank ones are left out, as they are no events. */
final class Lines {
    private final InputStream in;

    Lines(InputStream in) {
        this.in = in;
    }

    /** The next line without its end; null behind the last. */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        boolean blank = true;
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                if (!blank) {
                    return line.toByteArray();
                }
                line.reset();
            } else if (b != '\r') {
                blank &= b == ' ' || b == '\t';
                line.write(b);
            }
        }
        return blank ? null : line.toByteArray();
    }
}
