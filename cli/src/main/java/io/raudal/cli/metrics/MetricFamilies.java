package io.raudal.cli.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The values of metrics at one moment. One thread. */
final class MetricFamilies {
    private record Point(Labels labels, double value) {}

    private final Map<Metric, List<Point>> families = new EnumMap<>(Metric.class);

    /** @param labels values, in the order of the metric's labels */
    void add(Metric metric, Number value, String... labels) {
        families.computeIfAbsent(metric, any -> new ArrayList<>())
                .add(new Point(Labels.of(metric.labels(), List.of(labels)), value.doubleValue()));
    }

    MetricSnapshots snapshots() {
        return new MetricSnapshots(families.entrySet().stream()
                .map(family -> snapshot(family.getKey(), family.getValue()))
                .toList());
    }

    private static MetricSnapshot snapshot(Metric metric, List<Point> points) {
        if (!metric.isCounter()) {
            GaugeSnapshot.Builder gauge = GaugeSnapshot.builder();
            points.forEach(point -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(point.labels())
                    .value(point.value())
                    .build()));
            return gauge.name(metric.base()).help(metric.help()).build();
        }
        CounterSnapshot.Builder counter = CounterSnapshot.builder();
        points.forEach(point -> counter.dataPoint(CounterDataPointSnapshot.builder()
                .labels(point.labels())
                .value(point.value())
                .build()));
        return counter.name(metric.base()).help(metric.help()).build();
    }
}
