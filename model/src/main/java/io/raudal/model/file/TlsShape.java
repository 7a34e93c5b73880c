package io.raudal.model.file;

import io.raudal.model.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encryption: {@code true}, {@code false}, or a map with the files of a certificate. */
final class TlsShape {

    /** @param tls null if it is switched off */
    record Setting(Source.@Nullable Tls tls) {}

    private static final Key<String> CA = Key.optional("ca", Scalars.TEXT);
    private static final Key<String> CERTIFICATE = Key.optional("certificate", Scalars.TEXT);
    private static final Key<String> KEY = Key.optional("key", Scalars.TEXT);

    private static final Shape.Scalar<Setting> ON_OR_OFF = new Shape.Scalar<>(
            (scalar, place) -> {
                Boolean on = Scalars.FLAG.readPresent(scalar, place);
                return on == null ? null : new Setting(on ? Source.Tls.DEFAULT : null);
            },
            Scalars.FLAG.describe());

    private static final Group<Setting> FILES = Group.of("tls", List.of(CA, CERTIFICATE, KEY), TlsShape::files);

    static final Shape<Setting> TLS = new Shape.Either<>(ON_OR_OFF, FILES);

    private TlsShape() {}

    private static @Nullable Setting files(Values values) {
        if (values.has(CERTIFICATE) != values.has(KEY)) {
            Key<String> missing = values.has(KEY) ? CERTIFICATE : KEY;
            values.at(missing).error(Texts.of("must.be.there"), Texts.key("tls." + missing.name()));
            return null;
        }
        String certificate = values.get(CERTIFICATE);
        String key = values.get(KEY);
        return (certificate == null) != (key == null)
                ? null
                : new Setting(new Source.Tls(values.get(CA), certificate, key));
    }
}
