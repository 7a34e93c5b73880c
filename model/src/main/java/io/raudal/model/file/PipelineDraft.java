package io.raudal.model.file;

import io.raudal.model.PipelineFile;
import io.raudal.model.Problem;
import io.raudal.model.RaudalException;
import java.util.List;

/**
 * What could be read of a pipeline file. The {@code sql} module checks the sound part further, so that all problems of a file are
 * reported together.
 *
 * @param sound the file without the streams, tables, views and tests that are wrong, and without the views and tests that name such
 *     ones; the whole file if there are no problems. A view of which only its name, {@code emit} or {@code retention} is wrong is there,
 *     for its SQL
 * @param problems in the order of the file
 */
public record PipelineDraft(PipelineFile sound, List<Problem> problems) {
    public PipelineDraft {
        problems = List.copyOf(problems);
    }

    /**
     * The whole file.
     *
     * @throws RaudalException INVALID_PIPELINE with all problems, if there are any
     */
    public PipelineFile whole() {
        if (!problems.isEmpty()) {
            throw new RaudalException(sound.file(), problems);
        }
        return sound;
    }
}
