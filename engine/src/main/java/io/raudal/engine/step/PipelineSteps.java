package io.raudal.engine.step;

import io.raudal.engine.EventBatch;
import io.raudal.engine.RecordFormat;
import io.raudal.engine.Vector;
import io.raudal.engine.row.TableRows;
import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.Stream;
import io.raudal.plan.Field;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.RowOperator;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the steps of a compiled pipeline. Immutable, shared by threads; what it makes belongs to one thread at a time.
 *
 * <p>How steps are joined: a stream's scanned batches go to the {@link PartitionStep} of their partition; its partial batches to the
 * {@link KeyedStep}s of their view, its watermarks to the keyed steps of all views of the stream. Where views read a window view
 * ({@link #readers}), that view's final changes go through its {@link ChangeScan} to a partition step made for the view's name, whose
 * watermark is advanced by the view's {@link Emission.Watermark}. A view on a row view is served by the stream's own steps.
 */
public final class PipelineSteps {
    private static final long MICROS = 1000;

    private final Map<String, StreamPlan> streams = new HashMap<>();
    private final Map<String, ViewPlan> views = new HashMap<>();
    private final Map<String, RecordFormat> formats;
    private final Function<String, TableRows> tables;
    private final Map<String, SourceLayout> layouts = new HashMap<>();
    private final Map<String, SourceLayout> layoutOfReader = new HashMap<>();

    /**
     * @param formats by stream name
     * @param tables the rows of a table by its name
     */
    public PipelineSteps(PipelinePlan plan, Map<String, RecordFormat> formats, Function<String, TableRows> tables) {
        this.formats = Map.copyOf(formats);
        this.tables = tables;
        ViewIdentities identities = new ViewIdentities(plan, tables);
        for (StreamPlan stream : plan.streams()) {
            streams.put(stream.name(), stream);
            List<DataType> types =
                    stream.stream().columns().stream().map(Column::type).toList();
            add(SourceLayout.of(plan, stream.name(), types, true, identities));
        }
        for (ViewPlan view : plan.views()) {
            views.put(view.name(), view);
            if (!view.isRowView()) {
                List<DataType> types = view.output().stream().map(Field::type).toList();
                add(SourceLayout.of(plan, view.name(), types, false, identities));
            }
        }
    }

    private void add(SourceLayout layout) {
        layouts.put(layout.source(), layout);
        layout.views().forEach(reader -> layoutOfReader.put(reader.name(), layout));
    }

    private static int timeColumn(Stream stream) {
        return index(stream, stream.time().column());
    }

    private static int index(Stream stream, String column) {
        for (int i = 0; i < stream.columns().size(); i++) {
            if (stream.columns().get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException("stream " + stream.name() + " has no column " + column);
    }

    /**
     * The views whose partial batches or rows come out of the partition steps of this stream or window view: those that read it
     * directly or through row views.
     */
    public List<String> readers(String source) {
        SourceLayout layout = layouts.get(source);
        return layout == null ? List.of() : layout.viewNames();
    }

    /**
     * A number for all that the state of a view depends on: its query, what it reads, and the rows of the tables that it joins. Another
     * one means that the view's state and rows are of another generation.
     */
    public long identity(String view) {
        return reader(view).identity();
    }

    /** Of all views of a plan, by their names; see {@link #identity}. */
    public static Map<String, Long> identities(PipelinePlan plan, Function<String, TableRows> tables) {
        return new PipelineSteps(plan, Map.of(), tables).identities();
    }

    /** Of all views, by their names. */
    public Map<String, Long> identities() {
        Map<String, Long> identities = new HashMap<>();
        views.keySet().forEach(view -> identities.put(view, identity(view)));
        return identities;
    }

    /** A number for what the event times of a stream depend on; another one means that all of its state is worth nothing. */
    public long streamIdentity(String stream) {
        return layout(stream).identity();
    }

    /** The operators between the stream or window view that a view is read from and the view, those of row views in between first. */
    public List<RowOperator> operators(String view) {
        return reader(view).before();
    }

    /** The stream or window view whose steps serve the view. */
    public String source(String view) {
        return Objects.requireNonNull(layoutOfReader.get(view)).source();
    }

    /** Whether the view has a keyed step; a row view has none. */
    public boolean isKeyed(String view) {
        return !view(view).isRowView();
    }

    /** @param header as in {@link RecordFormat#decoder} */
    public StreamScan scan(String stream, byte[] header) {
        StreamPlan plan = Objects.requireNonNull(streams.get(stream));
        RecordFormat format = Objects.requireNonNull(formats.get(stream));
        SourceScan scan = new SourceScan(layout(stream), format.newBatch(), tables);
        return new StreamScan(plan, timeColumn(plan.stream()), format.decoder(header), scan);
    }

    /** Of a window view that others read. */
    public ChangeScan changeScan(String view) {
        SourceLayout layout = layout(view);
        Vector[] columns = layout.columns().stream().map(Vector::of).toArray(Vector[]::new);
        return new ChangeScan(new SourceScan(layout, new EventBatch(columns), tables));
    }

    /** @param source a stream, or a window view that others read */
    public PartitionStep partition(String source, int partition) {
        StreamPlan stream = streams.get(source);
        if (stream == null) {
            return new PartitionStep(layout(source), partition, Admission.GIVEN, null);
        }
        long lateness = Math.multiplyExact(stream.stream().time().lateness().toMillis(), MICROS);
        return new PartitionStep(layout(source), partition, lateness, ids(stream.stream()));
    }

    private static @Nullable IdWindow ids(Stream stream) {
        Stream.Id id = stream.id();
        if (id == null) {
            return null;
        }
        int column = index(stream, id.column());
        return new IdWindow(
                column,
                Snapshots.hash(stream.columns().get(column).toString()),
                stream.columns().get(column).type(),
                Math.multiplyExact(id.horizon().toMillis(), MICROS));
    }

    /** @param partitions of the source that the view's partial batches come from */
    public KeyedStep keyed(String view, int partitions) {
        return keyed(view, partitions, 0, KeyGroups.COUNT);
    }

    /** @param fromGroup the first key group; {@code toGroup} is behind the last */
    public KeyedStep keyed(String view, int partitions, int fromGroup, int toGroup) {
        ReaderView reader = reader(view);
        SourceLayout layout = Objects.requireNonNull(layoutOfReader.get(view));
        if (reader.plan().topN() != null && (fromGroup != 0 || toGroup != KeyGroups.COUNT)) {
            throw new IllegalArgumentException("a top-N is one range of all key groups: " + view);
        }
        return new KeyedStep(reader, KeyedViews.of(reader, layout, tables), partitions, fromGroup, toGroup);
    }

    private ReaderView reader(String view) {
        return Objects.requireNonNull(layoutOfReader.get(view)).views().stream()
                .filter(reader -> reader.name().equals(view))
                .findFirst()
                .orElseThrow();
    }

    private SourceLayout layout(String source) {
        return Objects.requireNonNull(layouts.get(source));
    }

    private ViewPlan view(String name) {
        return Objects.requireNonNull(views.get(name));
    }
}
