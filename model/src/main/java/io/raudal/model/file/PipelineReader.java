package io.raudal.model.file;

import io.raudal.model.Dashboard;
import io.raudal.model.FieldPath;
import io.raudal.model.Pipeline;
import io.raudal.model.PipelineFile;
import io.raudal.model.PipelineTest;
import io.raudal.model.Position;
import io.raudal.model.Positions;
import io.raudal.model.Problem;
import io.raudal.model.RaudalException;
import io.raudal.model.Stream;
import io.raudal.model.Table;
import io.raudal.model.View;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads pipeline files, strictly: everything that is wrong is reported together, with its place. SQL is not looked into. Immutable.
 */
public final class PipelineReader {
    /** Larger files are refused. */
    public static final int MAX_BYTES = 1 << 20;

    private final References references;

    /** @param environment what {@code ${NAME}} in the file refers to */
    public PipelineReader(Map<String, String> environment) {
        this.references = new References(environment);
    }

    /**
     * Reads a file.
     *
     * @throws RaudalException INVALID_PIPELINE with all problems; UNREADABLE_INPUT if there is no such file or it cannot be read
     */
    public PipelineFile read(Path file) {
        return draft(file).whole();
    }

    /** Reads a text as the content of a file, which need not exist. */
    public PipelineFile read(Path file, String text) {
        return draft(file, text).whole();
    }

    /** What can be read of a file; throws only UNREADABLE_INPUT. */
    public PipelineDraft draft(Path file) {
        return draft(file, YamlFile.read(file));
    }

    /**
     * What can be read of a stream to its end, which is left open.
     *
     * @param file how messages name it
     */
    public PipelineDraft draft(Path file, InputStream input) throws IOException {
        return draft(file, YamlFile.read(input));
    }

    /** What can be read of a text as the content of a file, which need not exist. */
    public PipelineDraft draft(Path file, String text) {
        return draft(file, YamlFile.of(text));
    }

    private PipelineDraft draft(Path file, YamlFile yaml) {
        if (yaml.problem() != null) {
            return nothing(file, yaml.problem());
        }
        String plain = yaml.text();
        Reading reading = new Reading(new FileText(plain));
        Node root = YamlReader.read(plain, references, reading);
        PipelineShape.Draft draft = PipelineShape.PIPELINE.read(root, new Place("", "", root.position(), reading));
        Map<String, Position> values = new HashMap<>();
        addPositions("", root, values);
        Sound sound = sound(draft, reading);
        return new PipelineDraft(
                new PipelineFile(file, sound.pipeline(), new Positions(values, reading.texts())),
                sound.wrong(),
                wrongStreams(draft, sound.wrong(), values.keySet()),
                reading.problems().stream()
                        .distinct()
                        .sorted(Comparator.comparing(Problem::position))
                        .toList());
    }

    private static PipelineDraft nothing(Path file, Problem problem) {
        Pipeline empty = new Pipeline("", List.of(), List.of(), List.of(), List.of(), List.of());
        return new PipelineDraft(
                new PipelineFile(file, empty, new Positions(Map.of(), Map.of())),
                Set.of(),
                List.of(),
                List.of(problem));
    }

    /** @param paths of everything in the file */
    private static List<PipelineDraft.WrongStream> wrongStreams(
            PipelineShape.@Nullable Draft draft, Set<String> wrong, Set<String> paths) {
        List<PipelineDraft.WrongStream> streams = new ArrayList<>();
        if (draft != null && draft.spec() != null) {
            for (Shape.Named<Stream> named : draft.spec().streams()) {
                Stream stream = named.value();
                if (stream != null && wrong.contains(named.name())) {
                    streams.add(new PipelineDraft.WrongStream(
                            stream,
                            missing(stream, Positions.child(named.place().path(), "columns"), paths)));
                }
            }
        }
        return streams;
    }

    /** The columns in the file that the stream is without. */
    private static Set<String> missing(Stream stream, String columns, Set<String> paths) {
        Set<String> missing = paths.stream()
                .filter(path -> path.startsWith(columns + "."))
                .map(path -> FieldPath.parse(path.substring(columns.length() + 1)))
                .flatMap(Optional::stream)
                .map(path -> path.steps().get(0) instanceof FieldPath.Step.Name name ? name.name() : "")
                .collect(Collectors.toSet());
        stream.columns().forEach(column -> missing.remove(column.name()));
        return missing;
    }

    private static void addPositions(String path, Node node, Map<String, Position> values) {
        values.put(path, node.position());
        if (node instanceof Node.Mapping mapping) {
            mapping.entries().forEach(entry -> addPositions(Positions.child(path, entry.key()), entry.node(), values));
        } else if (node instanceof Node.Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                addPositions(Positions.child(path, i), sequence.items().get(i), values);
            }
        }
    }

    /** The parts that are well. */
    private static Sound sound(PipelineShape.@Nullable Draft draft, Reading reading) {
        PipelineShape.Spec spec = draft == null ? null : draft.spec();
        String name = draft == null || draft.name() == null ? "" : draft.name();
        if (spec == null) {
            return new Sound(new Pipeline(name, List.of(), List.of(), List.of(), List.of(), List.of()), Set.of());
        }
        Set<String> unreadable = new HashSet<>();
        // SQL needs the columns of a stream alone; what else is wrong in it, or in a view, does not keep SQL from being
        // checked.
        List<Stream> streams = well(
                spec.streams(),
                path -> reading.isWrong(Positions.child(path, "columns"))
                        || reading.isWrong(Positions.child(Positions.child(path, "time"), "column")),
                unreadable);
        List<Table> tables = well(spec.tables(), reading::isWrong, unreadable);
        List<View> views = well(
                spec.views(),
                path -> reading.isWrong(Positions.child(path, "sql"))
                        || reading.isWrong(Positions.child(path, "state")),
                unreadable);
        List<Dashboard> dashboards = well(spec.dashboards(), reading::isWrong, new HashSet<>()).stream()
                .map(DashboardShape.Draft::dashboard)
                .toList();
        Set<String> wrong = new HashSet<>(unreadable);
        List<Stream> whole = well(spec.streams(), reading::isWrong, wrong);
        List<PipelineTest> tests = spec.tests().stream()
                .map(test -> Map.entry(test, test.test(whole)))
                .filter(test -> !reading.isWrong(test.getKey().place().path()))
                .filter(test -> test.getKey().names().stream().noneMatch(wrong::contains))
                .map(Map.Entry::getValue)
                .toList();
        return new Sound(new Pipeline(name, streams, tables, views, dashboards, tests), unreadable);
    }

    /** @param wrong names of what was left out */
    private record Sound(Pipeline pipeline, Set<String> wrong) {}

    private static <T> List<T> well(List<Shape.Named<T>> named, Predicate<String> isWrong, Set<String> wrong) {
        List<T> well = new ArrayList<>();
        for (Shape.Named<T> one : named) {
            if (one.value() == null || isWrong.test(one.place().path())) {
                wrong.add(one.name());
            } else {
                well.add(one.value());
            }
        }
        return well;
    }
}
