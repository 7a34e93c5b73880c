package io.raudal.model.file;

import io.raudal.model.Message;
import io.raudal.model.Nearest;
import java.util.Collection;
import java.util.List;

/** The sentences of this package. */
final class Texts {
    static final String MESSAGES = "io.raudal.model.file.messages";
    /** What each key of the file means, by group and key: {@code stream.columns}. */
    static final String KEYS = "io.raudal.model.file.keys";

    /** What each setting is for, by its key. */
    static final String SETTINGS = "io.raudal.model.file.settings";

    private Texts() {}

    static Message of(String key, String... arguments) {
        return new Message(MESSAGES, key, List.of(arguments));
    }

    static Message key(String key) {
        return new Message(KEYS, key, List.of());
    }

    static Message setting(String key) {
        return new Message(SETTINGS, key, List.of());
    }

    /** "Did you mean ...?", or all of the known words. */
    static Message meant(String word, Collection<String> known) {
        return Nearest.of(word, known)
                .map(nearest -> of("did.you.mean", nearest))
                .orElseGet(() -> of("known.names", known.isEmpty() ? "–" : list(known)));
    }

    static String list(Collection<String> names) {
        return String.join(", ", names);
    }
}
