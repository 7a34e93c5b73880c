package io.raudal.query;

import io.raudal.http.RequestProblems;
import io.raudal.http.UnknownParameters;
import io.raudal.query.view.CellText;
import io.raudal.query.view.TimeRange;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The parameters of a request, each read once by who knows it; what nobody knows is wrong, and all that is wrong is told at once. */
final class Parameters {
    private final MultiMap given;
    private final Set<String> known = new LinkedHashSet<>();
    private final RequestProblems problems = new RequestProblems();
    private String names = "";

    Parameters(RoutingContext context) {
        given = context.queryParams();
    }

    RequestProblems problems() {
        return problems;
    }

    Optional<String> text(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            problems.add(name, QueryMessages.message("parameter.twice"));
        }
        return values.stream().findFirst();
    }

    /** All values of a parameter that may be repeated, in their order. */
    List<String> all(String name) {
        known.add(name);
        return given.getAll(name);
    }

    String required(String name) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            problems.add(name, QueryMessages.message("parameter.missing"));
        }
        return value.orElse("");
    }

    int whole(String name, int least, int greatest, int usual) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return usual;
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number >= least && number <= greatest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        problems.add(
                name,
                QueryMessages.message(
                        "parameter.whole", Integer.toString(least), Integer.toString(greatest), value.get()));
        return usual;
    }

    boolean truth(String name) {
        String value = text(name).orElse("false");
        if (!value.equals("true") && !value.equals("false")) {
            problems.add(name, QueryMessages.message("parameter.truth", value));
        }
        return value.equals("true");
    }

    /** {@code from} and {@code to}. */
    TimeRange range() {
        long from = time("from").orElse(Long.MIN_VALUE);
        long to = time("to").orElse(Long.MAX_VALUE);
        if (from > to) {
            problems.add("from", QueryMessages.message("parameter.range"));
        }
        return new TimeRange(from, to);
    }

    private OptionalLong time(String name) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(CellText.instant(value.get()).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            problems.add(name, QueryMessages.message("parameter.time", value.get()));
            return OptionalLong.empty();
        }
    }

    /** All that nobody has asked for by name. */
    Map<String, List<String>> rest() {
        Map<String, List<String>> rest = new LinkedHashMap<>();
        for (String name : given.names()) {
            if (!known.contains(name)) {
                rest.put(name, List.copyOf(given.getAll(name)));
            }
        }
        names = String.join(", ", known);
        known.addAll(rest.keySet());
        return rest;
    }

    /** What was asked for by name before {@link #rest}. */
    String names() {
        return names;
    }

    /** @throws io.raudal.model.RaudalException USAGE if anything is wrong, or there is a parameter that nobody knows */
    void check() {
        UnknownParameters.find(given, known, problems);
        problems.check();
    }
}
