package io.raudal.model.file;

import io.raudal.model.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** References to the environment inside a text: <code>${NAME}</code>, <code>${NAME:-default}</code>; <code>$${</code> is a plain <code>${</code>. */
final class References {
    /** Any reference or escape; what starts as one and is none matches with no group. */
    private static final Pattern REFERENCE = Pattern.compile(
            "\\$(?<escape>\\$\\{)|\\$\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(:-(?<default>[^}]*))?\\}|\\$\\{");

    /** What the schema allows in place of any scalar. */
    static final String SCHEMA_PATTERN = "\\$\\{[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\\}";

    /** In one value. */
    static final int MAX_REFERENCES = 1000;

    /** Leaves them as they are written. */
    static final References UNTOUCHED = new References();

    private final @Nullable Map<String, String> environment;

    private References() {
        this.environment = null;
    }

    References(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The scalar with its references replaced; {@link Node.Unreadable}, with a problem reported, if that cannot be. */
    Node resolve(Node.Scalar scalar, Place place) {
        if (environment == null || !scalar.written().contains("${")) {
            return scalar;
        }
        if (REFERENCE
                        .matcher(scalar.written())
                        .results()
                        .limit(MAX_REFERENCES + 1L)
                        .count()
                > MAX_REFERENCES) {
            place.error(Texts.of("reference.many", String.valueOf(MAX_REFERENCES)));
            return new Node.Unreadable(scalar.position());
        }
        TextRuns places = new TextRuns(scalar, place.reading().fileText());
        StringBuilder text = new StringBuilder();
        List<Node.Replaced> replaced = new ArrayList<>();
        boolean wrong = false;
        Matcher reference = REFERENCE.matcher(scalar.written());
        int from = 0;
        while (reference.find()) {
            text.append(scalar.written(), from, reference.start());
            from = reference.end();
            String name = reference.group("name");
            String value = "${";
            if (name != null) {
                value = environment.getOrDefault(name, reference.group("default"));
                if (value == null) {
                    at(place, places.place(reference.start()))
                            .error(
                                    Texts.of("reference.unset", name),
                                    Texts.of("reference.unset.remedy", "${" + name + ":-…}"));
                    wrong = true;
                    value = "";
                }
            } else if (reference.group("escape") == null) {
                at(place, places.place(reference.start()))
                        .error(Texts.of("reference.syntax"), Texts.of("reference.syntax.remedy"));
                wrong = true;
            }
            replaced.add(new Node.Replaced(text.length(), text.length() + value.length(), reference.start()));
            text.append(value);
        }
        text.append(scalar.written(), from, scalar.written().length());
        return wrong
                ? new Node.Unreadable(scalar.position())
                : new Node.Scalar(scalar.position(), scalar.style(), scalar.written(), text.toString(), replaced);
    }

    private static Place at(Place place, Position position) {
        return new Place(place.path(), place.name(), position, place.reading());
    }
}
