package io.raudal.engine.run;

/**
 * How far a run is.
 *
 * @param bytesRead of the files as they are, packed where they are packed
 * @param bytesTotal of all files; -1 if some input has no known size
 * @param events that were received
 */
public record RunProgress(long bytesRead, long bytesTotal, long events, long dead, long late) {}
