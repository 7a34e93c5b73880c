package io.raudal.model;

import java.util.Locale;
import java.util.Objects;

/** What a dashboard or panel is called, in the languages of the pages; both are the same where the file says one text. */
public record Title(String english, String spanish) {
    public Title {
        Objects.requireNonNull(english);
        Objects.requireNonNull(spanish);
    }

    public String in(Locale locale) {
        return locale.getLanguage().equals("es") ? spanish : english;
    }
}
