package io.raudal.cli.platform;

import io.raudal.cli.pipeline.CompiledPipeline;
import io.raudal.engine.log.Log;
import io.raudal.model.Positions;
import io.raudal.model.Problem;
import io.raudal.model.RaudalException;
import io.raudal.model.Stream;
import io.raudal.plan.StreamPlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a pipeline file that asks for fewer partitions of a stream than the log has: none can be taken away. What the file asked for
 * before is not asked again, for somebody else may have added some.
 */
final class PartitionCheck {
    private final Log log;

    PartitionCheck(Log log) {
        this.log = log;
    }

    /**
     * Asks the log about streams that are new, or want another number.
     *
     * @param before null if there was none
     * @throws RaudalException with a problem for each stream that wants too few
     */
    void check(@Nullable CompiledPipeline before, CompiledPipeline after) {
        String pipeline = after.plan().pipeline();
        List<Problem> problems = new ArrayList<>();
        for (StreamPlan plan : after.plan().streams()) {
            Stream stream = plan.stream();
            boolean isAsBefore = before != null
                    && before.plan().streams().stream()
                            .anyMatch(was -> was.name().equals(stream.name())
                                    && was.stream().partitions() == stream.partitions());
            int there = isAsBefore ? 0 : partitions(pipeline + "." + stream.name());
            if (stream.partitions() < there) {
                problems.add(problem(after, stream, there));
            }
        }
        if (!problems.isEmpty()) {
            throw new RaudalException(after.path(), problems);
        }
    }

    private static Problem problem(CompiledPipeline file, Stream stream, int there) {
        String path = Positions.child(Positions.child("spec.streams", stream.name()), "partitions");
        return Problem.error(
                path,
                file.file().positions().of(path),
                PlatformMessages.message("partitions.fewer", Integer.toString(there)),
                Integer.toString(stream.partitions()),
                PlatformMessages.message(
                        "partitions.fewer-remedy",
                        Integer.toString(there),
                        file.plan().pipeline()));
    }

    /** 0 if the log does not have the stream. */
    private int partitions(String topic) {
        try {
            return log.partitions(topic);
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }
}
