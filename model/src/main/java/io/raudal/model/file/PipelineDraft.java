package io.raudal.model.file;

import io.raudal.model.PipelineFile;
import io.raudal.model.Problem;
import io.raudal.model.RaudalException;
import io.raudal.model.Stream;
import java.util.List;
import java.util.Set;

/**
 * What could be read of a pipeline file. The {@code sql} module checks the sound part further, so that all problems of a file are
 * reported together.
 *
 * @param sound the file without the tables, dashboards and tests that are wrong, the streams whose columns are, and the views whose
 *     {@code sql} or {@code state} is; the whole file if there are no problems
 * @param wrong names of the streams, tables and views that are left out, so that no one need say again what is wrong with them
 * @param wrongStreams what is known of the streams that are left out; their expressions can be checked all the same
 * @param problems in the order of the file
 */
public record PipelineDraft(
        PipelineFile sound, Set<String> wrong, List<WrongStream> wrongStreams, List<Problem> problems) {

    /**
     * A stream with something wrong in its columns or its time.
     *
     * @param stream with the columns of which a type is known
     * @param missing names of the others
     */
    public record WrongStream(Stream stream, Set<String> missing) {
        public WrongStream {
            missing = Set.copyOf(missing);
        }
    }

    public PipelineDraft {
        wrong = Set.copyOf(wrong);
        wrongStreams = List.copyOf(wrongStreams);
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
