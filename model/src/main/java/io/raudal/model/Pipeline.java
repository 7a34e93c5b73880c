package io.raudal.model;

import java.util.List;
import java.util.Optional;

/**
 * What one pipeline file says, checked in itself; its SQL is checked by the {@code sql} module.
 *
 * @param name a DNS label
 * @param streams in the order of the file; streams, tables and views share one namespace
 */
public record Pipeline(
        String name,
        List<Stream> streams,
        List<Table> tables,
        List<View> views,
        List<Dashboard> dashboards,
        List<PipelineTest> tests) {
    public Pipeline {
        streams = List.copyOf(streams);
        tables = List.copyOf(tables);
        views = List.copyOf(views);
        dashboards = List.copyOf(dashboards);
        tests = List.copyOf(tests);
    }

    public Optional<Stream> stream(String streamName) {
        return streams.stream().filter(s -> s.name().equals(streamName)).findFirst();
    }

    public Optional<View> view(String viewName) {
        return views.stream().filter(v -> v.name().equals(viewName)).findFirst();
    }

    public Optional<Dashboard> dashboard(String dashboardName) {
        return dashboards.stream().filter(d -> d.name().equals(dashboardName)).findFirst();
    }
}
