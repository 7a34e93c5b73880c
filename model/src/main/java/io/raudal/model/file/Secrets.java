package io.raudal.model.file;

import io.raudal.model.Secret;
import java.util.regex.Pattern;

/** Texts that a file only refers to, so that it can be shown, kept and shared. */
final class Secrets {
    /** A reference without a default, which would be the secret itself; {@code $$} before the brace makes a plain text. */
    private static final Pattern REFERENCE = Pattern.compile("(?<!\\$)\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}");

    /** One reference and nothing else. */
    static final Shape.Scalar<Secret> SECRET = new Shape.Scalar<>(
            (scalar, place) -> {
                if (!REFERENCE.matcher(scalar.written()).matches()) {
                    place.error(Texts.of("must.be.secret"), Texts.of("must.be.secret.remedy"));
                    return null;
                }
                if (scalar.text().isEmpty()) {
                    place.error(Texts.of("must.not.be.empty"), scalar, Texts.of("secret.empty.remedy"));
                    return null;
                }
                return new Secret(scalar.text());
            },
            schema -> schema.put("type", "string").put("pattern", "^\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}$"));

    private Secrets() {}

    /** Whether some of the text comes from the environment alone. */
    static boolean refers(Node.Scalar scalar) {
        return REFERENCE.matcher(scalar.written()).find();
    }
}
