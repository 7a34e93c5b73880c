package io.raudal.query;

import io.raudal.http.RequestProblems;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.query.view.CellText;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The members of a JSON object in a request's body, as {@link Parameters} are those of its address. */
final class Members {
    private final JsonObject given;
    private final String path;
    private final Set<String> known = new LinkedHashSet<>();
    private final RequestProblems problems;

    /** @param path of the object in the body, empty or with a point at its end */
    Members(JsonObject given, String path, RequestProblems problems) {
        this.given = given;
        this.path = path;
        this.problems = problems;
    }

    /** @throws RaudalException UNREADABLE_INPUT if the text is not a JSON object */
    static JsonObject object(String text) {
        try {
            return new JsonObject(Buffer.buffer(text));
        } catch (DecodeException e) {
            throw new RaudalException(ErrorCode.UNREADABLE_INPUT, QueryMessages.message("body.object"), e);
        }
    }

    RequestProblems problems() {
        return problems;
    }

    Optional<String> text(String name) {
        return member(name, String.class, "member.text");
    }

    Optional<Boolean> truth(String name) {
        return member(name, Boolean.class, "member.truth");
    }

    Optional<JsonArray> array(String name) {
        return member(name, JsonArray.class, "member.array");
    }

    String required(String name) {
        Optional<String> value = text(name);
        if (given.getValue(name) == null) {
            problems.add(path + name, QueryMessages.message("member.missing"));
        }
        return value.orElse("");
    }

    int whole(String name, int least, int greatest, int usual) {
        known.add(name);
        Object value = given.getValue(name);
        if (value == null) {
            return usual;
        }
        if (value instanceof Integer number && number >= least && number <= greatest) {
            return number;
        }
        problems.add(
                path + name,
                QueryMessages.message(
                        "parameter.whole", Integer.toString(least), Integer.toString(greatest), String.valueOf(value)));
        return usual;
    }

    Optional<Instant> time(String name) {
        return text(name).flatMap(text -> {
            try {
                return Optional.of(CellText.instant(text));
            } catch (DateTimeException e) {
                problems.add(path + name, QueryMessages.message("parameter.time", text));
                return Optional.empty();
            }
        });
    }

    /** Takes note of members that nobody knows. */
    void end() {
        String names = String.join(", ", known);
        given.fieldNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> problems.add(path + name, QueryMessages.message("member.unknown", names)));
    }

    private <T> Optional<T> member(String name, Class<T> type, String rule) {
        known.add(name);
        Object value = given.getValue(name);
        if (value != null && !type.isInstance(value)) {
            problems.add(path + name, QueryMessages.message(rule));
        }
        return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
    }
}
