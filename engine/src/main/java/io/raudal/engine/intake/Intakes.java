package io.raudal.engine.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The streams that take events now, by pipeline and stream. Any thread may use it; whoever runs pipelines keeps it up to date. */
public final class Intakes {
    private final Map<String, StreamIntake> byName = new ConcurrentSkipListMap<>();

    /** Lets a stream take events, in place of one of the same name. */
    public void open(String pipeline, StreamIntake intake) {
        byName.put(pipeline + "." + intake.plan().name(), intake);
    }

    /** All streams of a pipeline take no more. */
    public void close(String pipeline) {
        byName.keySet().removeIf(name -> name.startsWith(pipeline + "."));
    }

    public Optional<StreamIntake> find(String pipeline, String stream) {
        return Optional.ofNullable(byName.get(pipeline + "." + stream));
    }

    /** All of them as {@code pipeline.stream}, in order. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }
}
