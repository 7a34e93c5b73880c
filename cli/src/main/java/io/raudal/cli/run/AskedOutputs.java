package io.raudal.cli.run;

import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.OutputPlace;
import io.raudal.model.Message;
import io.raudal.model.Nearest;
import io.raudal.model.RaudalException;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The outputs that a command line asks for.
 *
 * @param views that are asked for
 * @param rows by view, where its rows go; only views whose place can be used
 * @param late for late events; null if nobody asks for them
 * @param dead for dead and failed events, likewise
 */
record AskedOutputs(
        Set<String> views,
        Map<String, OutputPlace> rows,
        @Nullable OutputPlace late,
        @Nullable OutputPlace dead) {

    /** @param wrong gets what cannot be done, which no run may begin with */
    static AskedOutputs of(Arguments arguments, PipelinePlan plan, List<Message> wrong) throws IOException {
        Map<String, String> named = named(arguments, plan, wrong);
        List<String> printed =
                named.keySet().stream().filter(v -> "-".equals(named.get(v))).toList();
        if (printed.size() > 1) {
            wrong.add(Texts.message("usage.one-printed", String.join(", ", printed)));
        }
        Map<String, OutputPlace> rows = new LinkedHashMap<>();
        for (Map.Entry<String, String> view : named.entrySet()) {
            if (printed.indexOf(view.getKey()) <= 0) {
                place(view.getValue(), wrong).ifPresent(place -> rows.put(view.getKey(), place));
            }
        }
        AskedOutputs asked = new AskedOutputs(
                named.keySet(),
                rows,
                place(arguments.value("--late").orElse(""), wrong).orElse(null),
                place(arguments.value("--dead").orElse(""), wrong).orElse(null));
        asked.addTwice(wrong);
        return asked;
    }

    /** The asked views and the names of their files, {@code -} for standard output. */
    private static Map<String, String> named(Arguments arguments, PipelinePlan plan, List<Message> wrong) {
        List<String> names = plan.views().stream().map(ViewPlan::name).toList();
        Map<String, String> named = new LinkedHashMap<>();
        List<String> outputs = arguments.values("--output");
        for (String output : outputs) {
            int equals = output.indexOf('=');
            String view = equals < 0 ? output : output.substring(0, equals);
            if (!names.contains(view)) {
                wrong.add(unknown("usage.no-view", view, names));
            } else if (equals == output.length() - 1) {
                wrong.add(Texts.message("usage.no-file-name", "--output", output));
            } else if (named.putIfAbsent(view, equals < 0 ? "-" : output.substring(equals + 1)) != null) {
                wrong.add(Texts.message("usage.view-twice", view));
            }
        }
        if (outputs.isEmpty() && names.size() == 1) {
            named.put(names.get(0), "-");
        } else if (outputs.isEmpty()) {
            wrong.add(
                    names.isEmpty()
                            ? Texts.message("usage.no-views")
                            : Texts.message("usage.which-view", String.join(", ", names)));
        }
        return named;
    }

    static Message unknown(String key, String name, List<String> known) {
        return Nearest.of(name, known)
                .map(near -> Texts.message(key + "-near", name, near))
                .orElseGet(() -> Texts.message(key, name, String.join(", ", known)));
    }

    private static Optional<OutputPlace> place(String name, List<Message> wrong) throws IOException {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (name.equals("-")) {
            return Optional.of(OutputPlace.standardOutput());
        }
        try {
            return Optional.of(OutputPlace.of(name));
        } catch (RaudalException e) {
            wrong.add(e.inWords().orElseThrow(() -> e));
            return Optional.empty();
        }
    }

    private void addTwice(List<Message> wrong) throws IOException {
        List<OutputPlace> before = new ArrayList<>();
        for (OutputPlace place : places()) {
            boolean twice = place.replacesRedirect();
            for (OutputPlace other : before) {
                twice |= place.meets(other);
            }
            if (twice) {
                wrong.add(Texts.message("output.twice", place.name()));
            }
            before.add(place);
        }
    }

    /**
     * Looks for outputs that would replace what the run reads.
     *
     * @param wrong gets them
     */
    void addReplaced(List<Path> sources, List<Message> wrong) throws IOException {
        for (OutputPlace place : places()) {
            boolean replaces = false;
            for (Path source : sources) {
                replaces |= place.replaces(source);
            }
            if (replaces) {
                wrong.add(Texts.message("output.source", place.name()));
            }
        }
    }

    private List<OutputPlace> places() {
        return Stream.concat(
                        rows.values().stream(),
                        Stream.of(Optional.ofNullable(late), Optional.ofNullable(dead))
                                .flatMap(Optional::stream))
                .toList();
    }
}
