package io.raudal.query;

import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import io.raudal.query.view.ViewShape;
import java.util.List;
import java.util.Optional;

/** Finds what requests name. Blocks as the control plane does. */
final class Directory {
    private final ControlPlane control;

    Directory(ControlPlane control) {
        this.control = control;
    }

    /** @throws RaudalException NOT_FOUND with the names that there are; likewise the others */
    RunningPipeline pipeline(String name) {
        return control.pipeline(name).orElseThrow(() -> {
            List<String> names =
                    control.pipelines().stream().map(RunningPipeline::name).toList();
            return names.isEmpty()
                    ? missing("pipeline.first", name)
                    : missing("pipeline.none", name, String.join(", ", names));
        });
    }

    ViewShape view(String pipeline, String view) {
        List<ViewPlan> views = pipeline(pipeline).plan().views();
        return views.stream()
                .filter(plan -> plan.name().equals(view))
                .findFirst()
                .map(plan -> ViewShape.of(pipeline, plan))
                .orElseThrow(() -> missing(
                        "view",
                        pipeline,
                        view,
                        views.stream().map(ViewPlan::name).toList()));
    }

    /** The stream's name in the log. */
    String stream(String pipeline, String stream) {
        List<StreamPlan> streams = pipeline(pipeline).plan().streams();
        if (streams.stream().noneMatch(plan -> plan.name().equals(stream))) {
            throw missing(
                    "stream",
                    pipeline,
                    stream,
                    streams.stream().map(StreamPlan::name).toList());
        }
        return pipeline + "." + stream;
    }

    /** A view by its whole name, if it is there. */
    Optional<ViewShape> view(String name) {
        int point = name.indexOf('.');
        return point < 0
                ? Optional.empty()
                : control.pipeline(name.substring(0, point))
                        .flatMap(pipeline -> pipeline.plan().views().stream()
                                .filter(plan -> plan.name().equals(name.substring(point + 1)))
                                .findFirst())
                        .map(plan -> ViewShape.of(name.substring(0, point), plan));
    }

    private static RaudalException missing(String kind, String pipeline, String name, List<String> names) {
        return names.isEmpty()
                ? missing(kind + ".first", pipeline)
                : missing(kind + ".none", pipeline, name, String.join(", ", names));
    }

    private static RaudalException missing(String key, String... arguments) {
        return new RaudalException(ErrorCode.NOT_FOUND, QueryMessages.message(key, arguments));
    }
}
