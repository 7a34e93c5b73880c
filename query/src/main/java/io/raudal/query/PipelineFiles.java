package io.raudal.query;

import io.raudal.model.Dashboard;
import io.raudal.model.Problem;
import io.raudal.model.file.PipelineDraft;
import io.raudal.model.file.PipelineReader;
import io.raudal.model.file.PipelineText;
import io.raudal.sql.SqlCompiler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the texts of pipeline files: their dashboards, and what is wrong in them. Any thread may use it. */
final class PipelineFiles {
    private static final int MAX_KEPT = 100;

    private final PipelineReader reader;
    /** By version, the dashboards of the files that were asked for last. */
    private final Map<String, List<Dashboard>> dashboards = new LinkedHashMap<>();

    /** @param environment that the files refer to */
    PipelineFiles(Map<String, String> environment) {
        reader = new PipelineReader(environment);
    }

    List<Dashboard> dashboards(RunningPipeline pipeline) {
        String key = pipeline.name() + " " + pipeline.version();
        synchronized (dashboards) {
            List<Dashboard> known = dashboards.get(key);
            if (known != null) {
                return known;
            }
        }
        List<Dashboard> read =
                reader.draft(path(pipeline), pipeline.text()).sound().pipeline().dashboards();
        synchronized (dashboards) {
            if (dashboards.size() >= MAX_KEPT) {
                dashboards.clear();
            }
            dashboards.put(key, read);
        }
        return read;
    }

    /** All problems of a text, in its order. */
    List<Problem> problems(String text) {
        PipelineDraft draft = reader.draft(Path.of("pipeline.yaml"), text);
        List<Problem> problems = new ArrayList<>(draft.problems());
        problems.addAll(SqlCompiler.compile(draft).problems());
        problems.sort(Comparator.comparing(Problem::position));
        return problems;
    }

    /**
     * The pipeline's text with a dashboard in it, as people write it where nothing is wrong with it.
     *
     * @throws io.raudal.model.RaudalException INVALID_PIPELINE if that cannot be
     */
    String withDashboard(RunningPipeline pipeline, String name, Map<String, ?> dashboard) {
        Path path = path(pipeline);
        PipelineText before = new PipelineText(path, pipeline.text());
        String asSent = before.with("dashboards", name, dashboard).text();
        PipelineDraft draft = reader.draft(path, asSent);
        if (!draft.problems().isEmpty()) {
            return asSent;
        }
        return draft.sound().pipeline().dashboards().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .map(read -> before.with(read).text())
                .orElse(asSent);
    }

    private static Path path(RunningPipeline pipeline) {
        return Objects.requireNonNullElseGet(pipeline.path(), () -> Path.of(pipeline.name() + ".yaml"));
    }
}
