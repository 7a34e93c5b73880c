package io.raudal.engine.step;

import io.raudal.engine.RecordFormat;
import io.raudal.plan.PipelinePlan;
import java.util.List;
import java.util.Map;

/**
 * Makes the steps of a compiled pipeline. Immutable, shared by threads; what it makes belongs to one thread at a time.
 *
 * <p>How steps are joined: a stream's scanned batches go to the {@link PartitionStep} of their partition; its partial batches to the
 * {@link KeyedStep}s of their view, its watermarks to the keyed steps of all views of the stream. Where views read a window view
 * ({@link #readers}), that view's final changes go through its {@link ChangeScan} to a partition step made for the view's name, whose
 * watermark is advanced by the view's {@link Emission.Watermark}. A view on a row view is served by the stream's own steps.
 */
public final class PipelineSteps {

    /** @param formats by stream name */
    public PipelineSteps(PipelinePlan plan, Map<String, RecordFormat> formats) {
        throw new UnsupportedOperationException();
    }

    /**
     * The views whose partial batches or rows come out of the partition steps of this stream or window view: those that read it
     * directly or through row views.
     */
    public List<String> readers(String source) {
        throw new UnsupportedOperationException();
    }

    /** Whether the view has a keyed step; a row view has none. */
    public boolean isKeyed(String view) {
        throw new UnsupportedOperationException();
    }

    /** @param header as in {@link RecordFormat#decoder} */
    public StreamScan scan(String stream, byte[] header) {
        throw new UnsupportedOperationException();
    }

    public ChangeScan changeScan(String view) {
        throw new UnsupportedOperationException();
    }

    /** @param source a stream, or a window view that others read */
    public PartitionStep partition(String source, int partition) {
        throw new UnsupportedOperationException();
    }

    /** @param partitions of the source that the view's partial batches come from */
    public KeyedStep keyed(String view, int partitions) {
        return keyed(view, partitions, 0, KeyGroups.COUNT);
    }

    /** @param fromGroup the first key group; {@code toGroup} is behind the last */
    public KeyedStep keyed(String view, int partitions, int fromGroup, int toGroup) {
        throw new UnsupportedOperationException();
    }
}
