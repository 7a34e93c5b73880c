package io.raudal.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;

/** Which of our languages a reader asks for. */
public final class Languages {
    private static final List<Locale> OURS = List.of(Locale.ENGLISH, Locale.forLanguageTag("es"));

    private Languages() {}

    /** English or Spanish, as Accept-Language prefers; English if it does not say. */
    public static Locale of(HttpServerRequest request) {
        String accepted = request.getHeader("Accept-Language");
        if (accepted == null) {
            return Locale.ENGLISH;
        }
        try {
            Locale best = Locale.lookup(Locale.LanguageRange.parse(accepted), OURS);
            return best == null ? Locale.ENGLISH : best;
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH;
        }
    }
}
