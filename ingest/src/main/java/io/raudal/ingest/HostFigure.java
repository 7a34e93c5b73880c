package io.raudal.ingest;

/**
 * One figure of a machine.
 *
 * @param unit {@code %}, {@code B}, {@code B/s} or {@code 1}
 * @param value finite
 */
record HostFigure(String kind, String name, String metric, String unit, double value) {}
