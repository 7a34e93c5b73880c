package io.raudal.query.stream;

/** An event of the log with its place, and when it was appended in milliseconds since 1970. */
record LogEntry(int partition, long offset, long appendMillis, byte[] bytes) {}
