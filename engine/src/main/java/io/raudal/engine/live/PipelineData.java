package io.raudal.engine.live;

import io.raudal.engine.changes.Changes;
import io.raudal.engine.log.Log;
import io.raudal.engine.store.Store;
import io.raudal.plan.PipelinePlan;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How what an engine keeps of a pipeline is called in the log and in the store, and how it goes away. */
public final class PipelineData {
    /** Behind the name of a stream, for its late events. */
    public static final String LATE = ".late";

    /** The same for its dead ones. */
    public static final String DEAD = ".dead";

    /** Of a stream itself, and of those for its late and dead events. */
    static final List<String> SUFFIXES = List.of("", LATE, DEAD);

    private PipelineData() {}

    /** The name of a stream in the log. */
    static String topic(String pipeline, String stream) {
        return pipeline + "." + stream;
    }

    /** The first record that the log has of a partition, which is {@code stream/partition}. */
    static long firstOffset(Log log, String pipeline, String partition) {
        int slash = partition.lastIndexOf('/');
        return log.range(
                        topic(pipeline, partition.substring(0, slash)),
                        Integer.parseInt(partition.substring(slash + 1)))
                .first();
    }

    /** Under which an engine marks its commits. */
    static String writer(String pipeline) {
        return "engine." + pipeline;
    }

    /** Under which rows are marked that are made again. */
    static String rebuildWriter(String pipeline) {
        return writer(pipeline) + ".rebuild";
    }

    /**
     * Removes the pipeline's rows of all generations and its streams with all events; its engine must not run. Rows and marks go first,
     * so that a pipeline that is there again after a fault in between is made from what the log has.
     */
    public static void delete(PipelinePlan plan, Log log, Store store, Changes changes) {
        String pipeline = plan.pipeline();
        Set<String> views = store.views().stream()
                .filter(view -> view.startsWith(pipeline + "."))
                .collect(Collectors.toSet());
        store.delete(Set.of(writer(pipeline), rebuildWriter(pipeline)), views);
        views.forEach(changes::forget);
        log.delete(plan.streams().stream()
                .flatMap(stream -> SUFFIXES.stream().map(suffix -> topic(pipeline, stream.name()) + suffix))
                .collect(Collectors.toSet()));
    }
}
