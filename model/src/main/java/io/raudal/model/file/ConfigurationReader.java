package io.raudal.model.file;

import io.raudal.model.Position;
import io.raudal.model.Problem;
import io.raudal.model.RaudalException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Reads configuration files, as strictly as pipeline files: all that is wrong is reported together, with its place. Immutable. */
public final class ConfigurationReader {
    private final References references;

    /** @param environment what {@code ${NAME}} in the file refers to */
    public ConfigurationReader(Map<String, String> environment) {
        references = new References(environment);
    }

    /**
     * What can be read of a file; an empty one sets nothing.
     *
     * @throws RaudalException UNREADABLE_INPUT if there is no such file or it cannot be read
     */
    public ConfigurationDraft draft(Path file) {
        YamlFile yaml = YamlFile.read(file);
        if (yaml.problem() != null) {
            return new ConfigurationDraft(Map.of(), Map.of(), List.of(yaml.problem()));
        }
        Reading reading = new Reading(new FileText(yaml.text()));
        Node root = YamlReader.read(yaml.text(), references, reading);
        if (isEmpty(root, reading)) {
            return new ConfigurationDraft(Map.of(), Map.of(), List.of());
        }
        Place place = new Place("", "", root.position(), reading);
        if (isPipeline(root)) {
            place.error(Texts.of("configuration.pipeline"), Texts.of("configuration.pipeline.remedy"));
            return new ConfigurationDraft(Map.of(), Map.of(), reading.problems());
        }
        ConfigurationShape.Draft draft = ConfigurationShape.CONFIGURATION.read(root, place);
        List<Problem> problems = reading.problems().stream()
                .distinct()
                .sorted(Comparator.comparing(Problem::position))
                .toList();
        return draft == null
                ? new ConfigurationDraft(Map.of(), Map.of(), problems)
                : new ConfigurationDraft(draft.settings(), draft.secrets(), problems);
    }

    /**
     * What is wrong with a text for a setting that does not come from a file; empty if nothing is. The place in a problem means
     * nothing.
     */
    public static List<Problem> problems(Setting setting, String text) {
        Reading reading = new Reading(new FileText(text));
        Node.Scalar scalar = new Node.Scalar(Position.START, style(setting, text), text, text, List.of());
        ConfigurationShape.shape(setting).read(scalar, Place.root(reading));
        return reading.problems();
    }

    /** A directory may be called 2026; a number is one only where it is not quoted. */
    private static Node.Style style(Setting setting, String text) {
        return ConfigurationShape.shape(setting).equals(Scalars.TEXT) || text.isEmpty()
                ? Node.Style.QUOTED
                : Node.Style.PLAIN;
    }

    private static boolean isEmpty(Node root, Reading reading) {
        boolean nothing = root instanceof Node.Unreadable
                && reading.problems().size() == 1
                && reading.problems().get(0).rule().key().equals("file.empty");
        return nothing || root instanceof Node.Scalar scalar && scalar.isNull();
    }

    private static boolean isPipeline(Node root) {
        return root instanceof Node.Mapping mapping
                && mapping.entries().stream().anyMatch(entry -> entry.key().equals("kind"));
    }
}
