package io.raudal.ingest;

import java.time.Duration;

/**
 * What the service takes.
 *
 * @param maxBodyBytes of one request, as it is sent and also unpacked
 * @param maxRecordBytes of one event
 * @param maxBytesInFlight of all bodies that are being read or wait for the log
 * @param patience for one body to come whole
 */
public record IngestOptions(int maxBodyBytes, int maxRecordBytes, long maxBytesInFlight, Duration patience) {
    public IngestOptions {
        if (maxBodyBytes < 1 || maxRecordBytes < 1 || maxBytesInFlight < maxBodyBytes || patience.isNegative()) {
            throw new IllegalArgumentException("body " + maxBodyBytes + ", record " + maxRecordBytes);
        }
    }

    /** Bodies of 32 MiB, events of 1 MiB, 128 MiB at once, one minute. */
    public static IngestOptions usual() {
        return new IngestOptions(1 << 25, 1 << 20, 1L << 27, Duration.ofMinutes(1));
    }
}
