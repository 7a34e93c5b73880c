package io.raudal.model.file;

import io.raudal.model.Title;
import java.util.List;
import java.util.Objects;

/** A title: one text, or a text for each language. */
final class TitleShape {
    private static final Key<String> ENGLISH = Key.optional("en", Scalars.TEXT);
    private static final Key<String> SPANISH = Key.optional("es", Scalars.TEXT);

    private static final Group<Title> LANGUAGES = Group.of("title", List.of(ENGLISH, SPANISH), values -> {
        String english = values.get(ENGLISH);
        String spanish = values.get(SPANISH);
        if (!values.has(ENGLISH) && !values.has(SPANISH)) {
            values.place().error(Texts.of("must.have.one"));
        }
        if (english == null && spanish == null) {
            return null;
        }
        return new Title(
                Objects.requireNonNullElse(english, String.valueOf(spanish)),
                Objects.requireNonNullElse(spanish, String.valueOf(english)));
    });

    private static final Shape.Scalar<Title> ONE_TEXT = new Shape.Scalar<>(
            (scalar, place) -> {
                String text = Scalars.TEXT.readPresent(scalar, place);
                return text == null ? null : new Title(text, text);
            },
            Scalars.TEXT.describe());

    static final Shape<Title> TITLE = new Shape.Either<>(ONE_TEXT, LANGUAGES);

    private TitleShape() {}
}
