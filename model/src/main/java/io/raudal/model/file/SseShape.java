package io.raudal.model.file;

import io.raudal.model.Secret;
import io.raudal.model.Source;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Server-sent events as a source. */
final class SseShape {
    private static final Shape.Names HEADER_NAMES =
            new Shape.Names(Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+"), "must.be.header");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}]|[^\\x00-\\xFF]");
    /** Headers that show who asks. */
    private static final Pattern SECRET = Pattern.compile(".*(auth|cookie|key|password|secret|token).*");
    /** Headers that belong to the way in which events are asked for. */
    private static final Set<String> OWN = Set.of(
            "accept",
            "connection",
            "content-length",
            "expect",
            "host",
            "last-event-id",
            "transfer-encoding",
            "upgrade");

    private static final Shape.Scalar<Secret> HEADER = new Shape.Scalar<>(
            (scalar, place) -> {
                String name = place.name().toLowerCase(Locale.ROOT);
                if (OWN.contains(name)) {
                    place.error(Texts.of("header.own"), Texts.of("header.own.remedy"));
                } else if (SECRET.matcher(name).matches() && !Secrets.refers(scalar)) {
                    place.error(Texts.of("header.secret"), Texts.of("header.secret.remedy"));
                } else if (CONTROL.matcher(scalar.text()).find()) {
                    place.error(Texts.of("header.control"), Texts.of("header.control.remedy"));
                } else {
                    return new Secret(scalar.text());
                }
                return null;
            },
            schema -> schema.putArray("type").add("string").add("number").add("boolean"));

    private static final Key<URI> URL = Key.required("url", Addresses.HTTP_URL);
    private static final Key<List<Shape.Named<Secret>>> HEADERS =
            Key.optional("headers", new Shape.MapOf<>(HEADER_NAMES, HEADER, 0));
    private static final Key<String> EVENT = Key.optional("event", Scalars.TEXT);

    static final Group<Source> SSE = Group.of("sse", List.of(URL, HEADERS, EVENT), SseShape::source);

    private SseShape() {}

    private static @Nullable Source source(Values values) {
        URI url = values.get(URL);
        if (url == null) {
            return null;
        }
        Map<String, Secret> headers = new LinkedHashMap<>();
        for (Shape.Named<Secret> header : values.list(HEADERS)) {
            Secret value = header.value();
            if (value != null) {
                headers.put(header.name(), value);
            }
        }
        return new Source.Sse(url, headers, values.get(EVENT));
    }
}
