package io.raudal.model.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.raudal.model.Message;
import io.raudal.model.Nearest;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of scalars of the pipeline file. */
final class Scalars {
    /** Nothing but SQL is longer; patterns and formats are compiled by recursion. */
    static final int MAX_LENGTH = 2000;

    /** A text that is not blank. */
    static final Shape.Scalar<String> TEXT = new Shape.Scalar<>(
            (scalar, place) -> {
                if (scalar.text().length() > MAX_LENGTH) {
                    place.error(Texts.of("must.be.short", String.valueOf(MAX_LENGTH)), scalar);
                    return null;
                }
                return text(scalar, place);
            },
            schema -> schema.put("type", "string").put("minLength", 1).put("maxLength", MAX_LENGTH));

    /** An SQL text, whose place in the file is kept. */
    static final Shape.Scalar<String> SQL = new Shape.Scalar<>(
            (scalar, place) -> {
                place.reading().text(place.path(), scalar);
                return text(scalar, place);
            },
            schema -> schema.put("type", "string").put("minLength", 1));

    static final Shape.Scalar<Boolean> FLAG = new Shape.Scalar<>(
            (scalar, place) -> {
                if (scalar.value() instanceof Boolean flag) {
                    return flag;
                }
                place.error(Texts.of("must.be.flag"), scalar);
                return null;
            },
            schema -> schema.put("type", "boolean"));

    static final Shape.Scalar<ZoneId> ZONE = new Shape.Scalar<>(
            (scalar, place) -> {
                try {
                    return ZoneId.of(scalar.text());
                } catch (DateTimeException e) {
                    Optional<String> nearest = Nearest.of(scalar.text(), ZoneId.getAvailableZoneIds());
                    place.error(
                            Texts.of("must.be.zone"),
                            scalar,
                            nearest.map(zone -> Texts.of("did.you.mean", zone))
                                    .orElseGet(() -> Texts.of("must.be.zone.remedy")));
                    return null;
                }
            },
            schema -> schema.put("type", "string").put("minLength", 1));

    /** One ASCII character that does not end a line. */
    static final Shape.Scalar<Character> CHARACTER = new Shape.Scalar<>(
            (scalar, place) -> {
                String text = scalar.text();
                if (text.length() == 1 && text.charAt(0) < 0x80 && text.charAt(0) != '\n' && text.charAt(0) != '\r') {
                    return text.charAt(0);
                }
                place.error(Texts.of("must.be.character"), scalar);
                return null;
            },
            schema -> schema.put("type", "string").put("pattern", "^[\\x00-\\x7F]$"));

    private Scalars() {}

    private static @Nullable String text(Node.Scalar scalar, Place place) {
        if (!scalar.isText()) {
            place.error(Texts.of("must.be.text"), scalar, Texts.of("must.be.text.remedy"));
            return null;
        }
        if (scalar.text().isBlank()) {
            place.error(Texts.of("must.not.be.empty"), scalar, Texts.of("must.not.be.empty.remedy"));
            return null;
        }
        return scalar.text();
    }

    /** A text that the pattern matches whole. */
    static Shape.Scalar<String> matching(Pattern pattern, Message rule, @Nullable Message remedy) {
        return new Shape.Scalar<>(
                (scalar, place) -> {
                    String text = text(scalar, place);
                    if (text != null && !pattern.matcher(text).matches()) {
                        place.error(rule, scalar.shown(), remedy);
                        return null;
                    }
                    return text;
                },
                schema -> schema.put("type", "string").put("pattern", "^(" + pattern + ")$"));
    }

    /** One text alone. */
    static Shape.Scalar<String> constant(String constant) {
        return new Shape.Scalar<>(
                (scalar, place) -> {
                    if (scalar.text().equals(constant)) {
                        return constant;
                    }
                    place.error(Texts.of("must.be.constant", constant), scalar);
                    return null;
                },
                schema -> schema.put("const", constant));
    }

    /** One of the constants, in small letters. */
    static <E extends Enum<E>> Shape.Scalar<E> choice(Class<E> type) {
        Map<String, E> constants = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            constants.put(constant.name().toLowerCase(Locale.ROOT), constant);
        }
        return oneOf(constants);
    }

    /**
     * One of the words.
     *
     * @param words what each stands for, in the order of the messages
     */
    static <T> Shape.Scalar<T> oneOf(Map<String, T> words) {
        return new Shape.Scalar<>(
                (scalar, place) -> {
                    T meant = words.get(scalar.text());
                    if (meant == null) {
                        place.error(Texts.of("must.be.one.of", Texts.list(words.keySet())), scalar);
                    }
                    return meant;
                },
                schema -> {
                    ArrayNode values = schema.putArray("enum");
                    words.keySet().forEach(word -> {
                        if (Node.Scalar.of(word).value() instanceof BigDecimal number) {
                            values.add(number);
                        } else {
                            values.add(word);
                        }
                    });
                });
    }

    /** A number of more than 0. */
    static Shape.Scalar<Double> positive(long most) {
        return new Shape.Scalar<>(
                (scalar, place) -> {
                    if (scalar.value() instanceof BigDecimal number
                            && number.signum() > 0
                            && number.compareTo(BigDecimal.valueOf(most)) <= 0
                            && number.doubleValue() > 0) {
                        return number.doubleValue();
                    }
                    place.error(Texts.of("must.be.positive", String.valueOf(most)), scalar);
                    return null;
                },
                schema ->
                        schema.put("type", "number").put("exclusiveMinimum", 0).put("maximum", most));
    }

    /** A whole number within bounds. */
    static Shape.Scalar<Long> whole(long least, long most) {
        return new Shape.Scalar<>(
                (scalar, place) -> {
                    if (scalar.value() instanceof BigDecimal number
                            && number.stripTrailingZeros().scale() <= 0
                            && number.compareTo(BigDecimal.valueOf(least)) >= 0
                            && number.compareTo(BigDecimal.valueOf(most)) <= 0) {
                        return number.longValueExact();
                    }
                    place.error(
                            most == Long.MAX_VALUE
                                    ? Texts.of("must.be.whole.from", String.valueOf(least))
                                    : Texts.of("must.be.whole", String.valueOf(least), String.valueOf(most)),
                            scalar);
                    return null;
                },
                schema -> {
                    schema.put("type", "integer").put("minimum", least);
                    if (most < Long.MAX_VALUE) {
                        schema.put("maximum", most);
                    }
                });
    }

    /** A length of time of at least 0, or of more than 0. */
    static Shape.Scalar<Duration> duration(boolean positive) {
        return new Shape.Scalar<>(
                (scalar, place) -> {
                    Optional<Duration> duration = Durations.parse(scalar.text());
                    if (duration.isEmpty()) {
                        place.error(
                                Texts.of("must.be.duration"),
                                scalar,
                                Texts.of(
                                        scalar.value() instanceof BigDecimal
                                                ? "must.be.duration.unit"
                                                : "must.be.duration.remedy",
                                        scalar.shown()));
                    } else if (positive
                            && (duration.get().isNegative() || duration.get().isZero())) {
                        place.error(Texts.of("must.be.longer"), scalar);
                    } else if (duration.get().isNegative()) {
                        place.error(Texts.of("must.not.be.negative"), scalar, Texts.of("must.not.be.negative.remedy"));
                    } else if (duration.get().compareTo(Durations.MAX) > 0) {
                        place.error(Texts.of("must.be.shorter", Durations.MAX.toDays() + "d"), scalar);
                    } else {
                        return duration.get();
                    }
                    return null;
                },
                schema -> schema.put("type", "string").put("pattern", Durations.SCHEMA_PATTERN));
    }
}
