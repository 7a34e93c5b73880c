package io.raudal.engine.intake;

import java.io.IOException;

/**
 * Brings events of one stream from somewhere: a file, a broker, a page that pushes. A {@link SourceRunner} runs it in a thread of its
 * own, and again after a pause when it fails.
 */
public interface EventSource {

    /** What it is in one word, as the pipeline file calls it: {@code file}, {@code mqtt}. */
    String kind();

    /** Where events come from, for people; without secrets. */
    String target();

    /**
     * Brings events until there will never be more, or until the thread is interrupted.
     *
     * @param position what was last handed to {@link SourceOutput#emit}, empty the first time: go on behind it
     * @throws IOException if the other side cannot be reached or breaks off: run it again later
     * @throws io.raudal.model.RaudalException if it is no use to try again as things are, such as a file that is not there
     */
    void run(byte[] position, SourceOutput out) throws IOException, InterruptedException;
}
